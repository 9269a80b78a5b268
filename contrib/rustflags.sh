#!/usr/bin/env bash
# Flags for rustc, one a line, by which a binary names no folder of the machine that built it: a message of a panic would say
# where its source lay. Whoever runs this goes on with CARGO_ENCODED_RUSTFLAGS="$(contrib/rustflags.sh | paste -sd $'\x1f')".
#   contrib/rustflags.sh [FLAG…]     with these flags behind them
set -euo pipefail
cd "$(dirname "$0")/.."
# The last that fits counts, so what lies deeper comes later.
printf '%s\n' \
  "--remap-path-prefix=$HOME=/home" \
  "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo" \
  "--remap-path-prefix=$(rustc --print sysroot)=/rust" \
  "--remap-path-prefix=$PWD=/omslint" \
  "--remap-path-prefix=$(realpath -m "${CARGO_TARGET_DIR:-target}")=/target" \
  "$@"
