#!/usr/bin/env bash
# One archive for machines without a network: the binary, its manual page and completions, the pages of the rules as HTML,
# the schemas, the script that collects an export, checksums, licences and third-party notices.
#   contrib/bundle.sh [--target TRIPLE] [--profile release|dev] [--binary FILE] [--runner COMMAND] [DIR]
# DIR (default: dist) receives omslint-<version>-<target>.tar.gz (.zip for Windows); the same sources give the same archive.
# With --binary nothing is built: `.ci/builds archives` gives what it built and tried. --runner runs a binary of another
# platform, such as `qemu-aarch64-static`, because the manual, the completions and the version come from the binary.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)

target=
profile=release
binary=
runner=()
out=dist
while [ $# -gt 0 ]; do
  case $1 in
    --target) target=$2; shift 2 ;;
    --profile) profile=$2; shift 2 ;;
    --binary) binary=$(realpath "$2"); shift 2 ;;
    --runner) read -ra runner <<< "$2"; shift 2 ;;
    -*) sed -n 's/^# \{0,1\}//; 2,7p' "$0" >&2; exit 2 ;;
    *) out=$1; shift ;;
  esac
done
mkdir -p "$out"
out=$(cd "$out" && pwd)
cd "$root"

host=$(rustc -vV | sed -n 's/^host: //p')
suffix=
case $target in *-windows-*) suffix=.exe ;; esac
if [ -z "$binary" ]; then
  CARGO_ENCODED_RUSTFLAGS=$(contrib/rustflags.sh | paste -sd $'\x1f') cargo build --quiet --locked --profile "$profile" ${target:+--target "$target"}
  binary=${CARGO_TARGET_DIR:-target}/${target:+$target/}${profile/#dev/debug}/omslint$suffix
fi
# The manual and the completions come from the binary itself, so it must run here.
run=("${runner[@]}" "$binary")
version=$("${run[@]}" --version | sed 's/^omslint \([^ ]*\).*/\1/')
name=omslint-$version-${target:-$host}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
into=$work/$name
mkdir -p "$into"/{completions,man,rules}

cp "$binary" "$into/omslint$suffix"
"${run[@]}" man > "$into/man/omslint.1"
for shell in bash zsh fish elvish powershell; do "${run[@]}" completions $shell > "$into/completions/omslint.$shell"; done
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

contrib/notices.sh ${target:+"$target"} > "$into/THIRD-PARTY.txt"

{
  echo "omslint $version for ${target:-$host}"
  echo
  if [ -n "$suffix" ]; then
    echo "Check:    Get-FileHash -Algorithm SHA256 omslint.exe    (and compare with SHA256SUMS)"
    echo "Install:  copy omslint.exe into a folder of PATH; nothing else is needed"
    echo "          completions\omslint.powershell is for the profile of PowerShell"
  else
    echo "Check:    sha256sum -c SHA256SUMS"
    echo "Install:  install -m 755 omslint /usr/local/bin/"
    echo "          install -m 644 man/omslint.1 /usr/local/share/man/man1/"
    echo "          completions/ holds those of bash, zsh, fish, elvish and PowerShell"
  fi
  echo "Collect:  read collect.sh, run it on each OMS host, bring the archives here"
  echo "Run:      omslint check --to 4.3.2 PATH"
  echo "Rules:    rules/index.html"
} > "$into/INSTALL.txt"
(cd "$into" && find . -type f ! -name SHA256SUMS -printf '%P\0' | LC_ALL=C sort -z | xargs -0 sha256sum > SHA256SUMS)

# The time of the last commit, so that an archive can be compared with one that somebody else built.
when=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2> /dev/null || echo 0)}
chmod -R u=rwX,go=rX "$into"
chmod 755 "$into/omslint$suffix" "$into/collect.sh"
if [ -z "$suffix" ]; then
  tar -C "$work" --sort=name --mtime="@$when" --owner=0 --group=0 --numeric-owner -cf - "$name" | gzip -n > "$out/$name.tar.gz"
  echo "$out/$name.tar.gz"
else
  python3 - "$work" "$name" "$when" "$out/$name.zip" <<'PY'
import os, sys, time, zipfile
work, name, when, out = sys.argv[1:]
# A zip knows no time before 1980.
date = max(time.gmtime(int(when))[:6], (1980, 1, 1, 0, 0, 0))
paths = sorted(os.path.relpath(os.path.join(folder, file), work) for folder, _, files in os.walk(os.path.join(work, name)) for file in files)
with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
    for path in paths:
        entry = zipfile.ZipInfo(path, date)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        with open(os.path.join(work, path), "rb") as file:
            archive.writestr(entry, file.read())
PY
  echo "$out/$name.zip"
fi
