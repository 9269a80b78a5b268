#!/usr/bin/env bash
# What is linked into the binary, the licence of each part, and the texts that came with it, on standard output.
#   contrib/notices.sh [TRIPLE]     wasm32-unknown-unknown: of the page
set -euo pipefail
cd "$(dirname "$0")/.."
target=${1:-$(rustc -vV | sed -n 's/^host: //p')}
version=$(sed -n '/^version/ { s/.*"\(.*\)"/\1/p; q; }' Cargo.toml)
manifest=Cargo.toml
[ "$target" != wasm32-unknown-unknown ] || manifest=contrib/page/Cargo.toml
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rule() { printf '\n%s\n%s\n\n' "$(printf '=%.0s' {1..100})" "$1"; }

echo "Third-party notices of omslint $version for $target"
echo
echo "The binary is built from these crates. Where one offers a choice of licences, each may be chosen."
cargo metadata --locked --manifest-path "$manifest" --format-version 1 --filter-platform "$target" \
  | grep -o '"manifest_path":"[^"]*"' | sed 's/^"manifest_path":"\(.*\)\/Cargo.toml"$/\1/' | sort -u > "$work/places"
cargo tree --locked --manifest-path "$manifest" --edges normal --prefix none --format '{p}	{l}' --target "$target" \
  | sed 's/ (proc-macro)//; s/ (\*)//' | sort -u > "$work/linked"
while IFS=$'\t' read -r crate licence; do
  called=${crate%% *}
  number=${crate#* v}
  number=${number%% *}
  case $called in omslint | omslint-page) continue ;; esac
  rule "$called $number, ${licence% (\*)}"
  place=$(grep -m1 "/$called-$number\$" "$work/places" || true)
  found=
  for text in "${place:-/nowhere}"/{LICEN[CS]E,COPYING,NOTICE,UNLICENSE,licen[cs]e}*; do
    if [ -f "$text" ]; then
      printf -- '--- %s\n' "$(basename "$text")"
      cat "$text"
      echo
      found=yes
    fi
  done
  [ -n "$found" ] || echo "(its package holds no licence text)"
done < "$work/linked"

# What the compiler adds by itself.
rule "The standard library of Rust, MIT OR Apache-2.0"
echo "Copyright (c) The Rust Project contributors. Both texts are those of LICENSE-MIT and LICENSE-APACHE, which lie beside"
echo "this file; what it holds of others: https://doc.rust-lang.org/stable/COPYRIGHT-library.html"
case $target in
  wasm32-*)
    for text in LICENSE-MIT LICENSE-APACHE; do rule "$text"; cat "$text"; done ;;
  *-musl)
    rule "musl, MIT"
    echo "Copyright © 2005-2020 Rich Felker, et al. The text is that of LICENSE-MIT, which lies beside this file."
    rule "mimalloc (the C library within libmimalloc-sys), MIT"
    echo "Copyright (c) 2018-2025 Microsoft Corporation, Daan Leijen. The text is that of LICENSE-MIT, which lies beside this file." ;;
  *-windows-gnu)
    rule "The runtime of mingw-w64 and GCC"
    echo "mingw-w64: public domain and permissive licences (COPYING.MinGW-w64-runtime of that project). libgcc: GPL-3.0 with the"
    echo "GCC Runtime Library Exception, which asks nothing of what is linked with it." ;;
esac
