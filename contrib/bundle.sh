#!/usr/bin/env bash
# One archive for machines without a network: the binary, its manual page and completions, the pages of the rules as HTML,
# the schemas, the script that collects an export, checksums, licences and third-party notices.
#   contrib/bundle.sh [--target TRIPLE] [--profile release|dev] [DIR]
# DIR (default: dist) receives omslint-<version>-<target>.tar.gz; the same sources give the same archive. A static
# binary: rustup target add x86_64-unknown-linux-musl, then --target x86_64-unknown-linux-musl.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

target=
profile=release
out=dist
while [ $# -gt 0 ]; do
  case $1 in
    --target) target=$2; shift 2 ;;
    --profile) profile=$2; shift 2 ;;
    -*) sed -n 's/^# \{0,1\}//; 2,6p' "$0" >&2; exit 2 ;;
    *) out=$1; shift ;;
  esac
done
mkdir -p "$out"
out=$(cd "$out" && pwd)
cd "$root"

host=$(rustc -vV | sed -n 's/^host: //p')
built=${CARGO_TARGET_DIR:-target}/${target:+$target/}${profile/#dev/debug}
cargo build --quiet --locked --profile "$profile" ${target:+--target "$target"}
binary=$built/omslint
# The pages and the manual come from the binary itself, so it must run here.
version=$("$binary" --version | sed 's/^omslint \([^ ]*\).*/\1/')
name=omslint-$version-${target:-$host}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
into=$work/$name
mkdir -p "$into"/{completions,man,rules}

cp "$binary" "$into/omslint"
"$binary" man > "$into/man/omslint.1"
for shell in bash zsh fish elvish powershell; do "$binary" completions $shell > "$into/completions/omslint.$shell"; done
cp -r schemas "$into/schemas"
cp contrib/collect.sh README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "$into"
mkdir "$into/docs"
cp docs/*.md "$into/docs"

# The pages of the rules are plain: headings, paragraphs, one table, code in backquotes.
html() {
  awk '
    function text(s) {
      gsub(/&/, "\\&amp;", s); gsub(/</, "\\&lt;", s); gsub(/>/, "\\&gt;", s)
      while (match(s, /`[^`]+`/))
        s = substr(s, 1, RSTART - 1) "<code>" substr(s, RSTART + 1, RLENGTH - 2) "</code>" substr(s, RSTART + RLENGTH)
      return s
    }
    function end() { if (open != "") print "</" open ">"; open = "" }
    /^# / { title = text(substr($0, 3)); end()
      print "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" title "</title>"
      print "<style>body{font:16px/1.5 sans-serif;max-width:45em;margin:2em auto;padding:0 1em}code{background:#eee}td,th{text-align:left;padding:.2em 1em .2em 0}</style></head><body>"
      print "<p><a href=\"index.html\">All rules</a></p><h1>" title "</h1>"; next }
    /^## / { end(); print "<h2>" text(substr($0, 4)) "</h2>"; next }
    /^---$/ { end(); print "<hr>"; next }
    /^\|[-| :]+\|$/ { next }
    /^\|/ { cell = open == "table" ? "td" : "th"
      if (open != "table") { end(); print "<table>"; open = "table" }
      n = split($0, cells, "|"); row = ""
      for (i = 2; i < n; i++) { gsub(/^ +| +$/, "", cells[i]); row = row "<" cell ">" text(cells[i]) "</" cell ">" }
      print "<tr>" row "</tr>"; next }
    /^[-*] / { if (open != "ul") { end(); print "<ul>"; open = "ul" } print "<li>" text(substr($0, 3)); next }
    /^$/ { end(); next }
    { if (open == "") { print "<p>"; open = "p" } print text($0) }
    END { end(); print "</body></html>" }' "$1"
}
{
  printf '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Rules of omslint %s</title></head><body><h1>Rules of omslint %s</h1><ul>\n' "$version" "$version"
  for page in docs/rules/*.md; do
    rule=$(basename "$page" .md)
    html "$page" > "$into/rules/$rule.html"
    printf '<li><a href="%s.html">%s</a></li>\n' "$rule" "$(sed -n '1s/^# //p' "$page")"
  done | sort -t'>' -k3
  echo '</ul></body></html>'
} > "$into/rules/index.html"

# What is linked, its licence, and the texts that came with it.
{
  echo "Third-party notices of omslint $version"
  echo
  echo "The binary is built from these crates. Where one offers a choice of licences, each may be chosen."
  cargo metadata --locked --format-version 1 --filter-platform "${target:-$host}" \
    | grep -o '"manifest_path":"[^"]*"' | sed 's/^"manifest_path":"\(.*\)\/Cargo.toml"$/\1/' | sort -u > "$work/places"
  cargo tree --locked --edges normal --prefix none --format '{p}	{l}' ${target:+--target "$target"} \
    | sed 's/ (proc-macro)//; s/ (\*)//' | sort -u > "$work/linked"
  while IFS=$'\t' read -r crate licence; do
    called=${crate%% *}
    number=${crate#* v}
    number=${number%% *}
    [ "$called" != omslint ] || continue
    printf '\n%s\n%s %s, %s\n\n' "$(printf '=%.0s' {1..100})" "$called" "$number" "${licence% (\*)}"
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
} > "$into/THIRD-PARTY.txt"

cat > "$into/INSTALL.txt" <<EOF
omslint $version for ${target:-$host}

Check:    sha256sum -c SHA256SUMS
Install:  install -m 755 omslint /usr/local/bin/
          install -m 644 man/omslint.1 /usr/local/share/man/man1/
          completions/ holds those of bash, zsh, fish, elvish and PowerShell
Collect:  read collect.sh, run it on each OMS host, bring the archives here
Run:      omslint check --to 4.3.2 PATH
Rules:    rules/index.html
EOF
(cd "$into" && find . -type f ! -name SHA256SUMS -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum > SHA256SUMS)

# The time of the last commit, so that an archive can be compared with one that somebody else built.
when=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2> /dev/null || echo 0)}
chmod -R u=rwX,go=rX "$into"
chmod 755 "$into/omslint" "$into/collect.sh"
tar -C "$work" --sort=name --mtime="@$when" --owner=0 --group=0 --numeric-owner -cf - "$name" | gzip -n > "$out/$name.tar.gz"
echo "$out/$name.tar.gz"
