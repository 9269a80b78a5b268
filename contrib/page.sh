#!/bin/sh
# Makes omslint.html: omslint as WebAssembly in one file that works from disk, without a network and without a server.
#
#   contrib/page.sh [DIRECTORY]     where it goes [default: target/page]
#   PAGE_PROFILE=quick contrib/page.sh     for tests: made sooner, larger and slower
#
# Needs cargo, the target wasm32-unknown-unknown (rustup adds it) and Python 3. With wasm-opt (npm: binaryen; named by WASM_OPT, or
# on PATH) the file is smaller. The page passes bytes, so nothing but these tools is needed.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
out=${1:-$root/target/page}
target=${CARGO_TARGET_DIR:-$root/target}
profile=${PAGE_PROFILE:-release}
mkdir -p "$out"

if ! [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ]; then
    rustup target add wasm32-unknown-unknown
fi
# Trees nest up to a thousand levels, and are built and dropped on the stack: as much of it as the command line's threads have.
RUSTFLAGS="${RUSTFLAGS:-} -C link-arg=-zstack-size=16777216" CARGO_TARGET_DIR="$target" \
    cargo build --profile "$profile" --locked --target wasm32-unknown-unknown --manifest-path "$root/contrib/page/Cargo.toml"
wasm=$target/wasm32-unknown-unknown/$profile/omslint_page.wasm

opt=${WASM_OPT:-$(command -v wasm-opt || true)}
if [ -n "$opt" ] && [ "$profile" = release ]; then
    "$opt" -O3 --enable-simd --enable-bulk-memory --enable-bulk-memory-opt --enable-call-indirect-overlong --enable-sign-ext \
        --enable-nontrapping-float-to-int --enable-mutable-globals --enable-reference-types --enable-multivalue -o "$out/omslint_page.wasm" "$wasm"
else
    [ "$profile" != release ] || echo "page.sh: no wasm-opt, so the page is larger than it need be" >&2
    cp "$wasm" "$out/omslint_page.wasm"
fi

"$root/contrib/notices.sh" wasm32-unknown-unknown > "$out/notices.txt"

python3 - "$root/contrib/page" "$out" "$profile" <<'PYTHON'
import base64, gzip, hashlib, pathlib, re, sys

sources, out = (pathlib.Path(name) for name in sys.argv[1:3])
read = lambda name: (sources / name).read_text(encoding="utf-8")
wasm = (out / "omslint_page.wasm").read_bytes()
packed = lambda data: base64.b64encode(gzip.compress(data, 9, mtime=0)).decode()
script = read("page.js")
worker = read("worker.js")
for name, text in (("page.js", script), ("worker.js", worker)):
    if "</script" in text.lower() or "<!--" in text:
        sys.exit(f"page.sh: {name} would end its element")
parts = {
    "@HASH@": "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    "@VERSION@": re.search(r'^version = "(.*)"', (sources / "../../Cargo.toml").read_text(), re.M).group(1),
    "@STYLE@": read("page.css").rstrip(),
    "@WASM@": packed(wasm),
    "@NOTICES@": packed((out / "notices.txt").read_bytes()),
    "@WORKER@": worker,
    "@SCRIPT@": script,
}
page = read("page.html")
for mark, text in parts.items():
    before, after = page.split(mark)
    page = before + text + after
file = out / "omslint.html"
file.write_text(page, encoding="utf-8", newline="\n")
size, limit = file.stat().st_size, 5_000_000
print(f"{file}: {size:,} bytes ({len(wasm):,} of WebAssembly)")
if size > limit and sys.argv[3] == "release":
    sys.exit(f"page.sh: more than {limit:,} bytes")
PYTHON
