#!/bin/sh
# Collects the configurations of OMS on one host into one file that `omslint check` reads as it is.
#
#   sh collect.sh [-s NAME] [-o FILE] [-r DIR] [-t DIR] [-p DIR] [-n] [-h]
#
#   -s NAME  the server's address, as OMS knows it; the top folder in the file       [the host's name]
#   -o FILE  the file to write                                                        [oms-NAME.tar.gz]  
#   -r DIR   the run directories: on the host, what stands behind /home/ds/run        [/home/ds/run]
#   -t DIR   the Stores: on the host, what stands behind /home/ds/store               [/home/ds/store]
#   -p DIR   the processes of the host, to see which components run                 [/proc]
#   -n       only list what would be collected
#
# Run it once on every OMS host. The directories are volumes of the OMS container, so there is no need to go into it;
# the container's Binds name the host paths behind them:
#
#   docker inspect --format '{{range .HostConfig.Binds}}{{println .}}{{end}}' CONTAINER
#
# It takes the files of `conf` folders, the status files `oms.connector.checkpoint`, and the configurations of Stores, with
# the times at which they were changed. NAME/omslint-collect.json beside them records when and where they were taken, and
# which components run: their ids stand in the command lines of their processes, of which nothing else is kept. No root is
# needed for that where every user sees all processes; "complete" in that file says whether all were seen.
# It takes no logs and no data, follows no symbolic links, and changes nothing. The files hold passwords in plain text:
# so the result can be read by you alone (mode 0600). Keep it so.

set -eu
umask 077

die() {
  printf 'collect.sh: %s\n' "$1" >&2
  exit "${2:-1}"
}

name=$(uname -n)
out=
run=/home/ds/run
store=/home/ds/store
proc=/proc
only_list=no
while getopts 's:o:r:t:p:nh' option; do
  case $option in
    s) name=$OPTARG ;;
    o) out=$OPTARG ;;
    r) run=$OPTARG ;;
    t) store=$OPTARG ;;
    p) proc=$OPTARG ;;
    n) only_list=yes ;;
    h)
      sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
      exit 0
      ;;
    *) die 'usage: sh collect.sh [-s NAME] [-o FILE] [-r DIR] [-t DIR] [-p DIR] [-n]' 2 ;;
  esac
done
shift $((OPTIND - 1))
if [ "$#" -gt 0 ]; then die "there is nothing to do with '$1'; give directories with -r and -t" 2; fi
case $name in
  '' | */* | . | ..) die "-s '$name' cannot be the name of a folder" 2 ;;
esac
if [ ! -d "$run" ] && [ ! -d "$store" ]; then
  die "neither $run nor $store is a directory; see the container's Binds for the host paths, and give them with -r and -t"
fi
for directory in "$run" "$store"; do
  if [ ! -d "$directory" ]; then printf 'collect.sh: warning: there is no %s\n' "$directory" >&2; fi
done

# The lay-out that omslint knows: NAME/run/<component>/conf/..., NAME/store/<store>/conf/...
work=$(mktemp -d "${TMPDIR:-/tmp}/oms-collect.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# take FROM TO: copies the files that are configurations, and nothing else.
take() {
  if [ ! -d "$1" ]; then return 0; fi
  from=$(cd "$1" && pwd -P)
  (
    cd "$from"
    find . -mindepth 2 -maxdepth 3 -type f \
      \( -path './*/conf/*' -o -path './*/oms.connector.checkpoint' \) \
      ! -name '*.log' ! -name '*.log.*' ! -name '*.gz' \
      -exec sh -c '
        to=$1
        only_list=$2
        shift 2
        for file in "$@"; do
          if [ "$only_list" = yes ]; then
            printf "%s/%s\n" "$to" "${file#./}"
          else
            mkdir -p "$to/${file%/*}"
            cp -p "$file" "$to/$file"
            chmod 600 "$to/$file"
          fi
        done
      ' sh "$2" "$only_list" {} +
  )
}

# id: the component id in the command line that stands on the input, one argument a line. A connector runs with
# `-c conf -t ID start`, a verification with `-t ID -c .../checker.conf start`. Nothing else of a command line is kept: it
# may hold passwords.
id() {
  awk '
    last == "-t" { id = $0 }
    last == "-c" && ($0 ~ /^(.*\/)?conf$/ || $0 ~ /^(.*\/)?checker\.conf$/) { has_conf = 1 }
    id != "" && $0 == "start" { starts = 1 }
    { last = $0 }
    END { if (has_conf && starts && id ~ /^[^ ]+-[0-9]+:.*:[0-9]+$/) print id }
  '
}

# running FILE: writes the ids of what runs to FILE, one a line, and says why there may be more; nothing if all were seen.
running() {
  why=
  : >"$1"
  if [ ! -e "$proc/1/cmdline" ]; then why="the processes of others are hidden, or there is no $proc"; fi
  for line in "$proc"/[0-9]*/cmdline; do
    if [ ! -e "$line" ]; then continue; fi
    if cat "$line" >"$1.line" 2>/dev/null; then
      tr '\000\n' '\n ' <"$1.line" | id >>"$1"
    elif [ -e "$line" ]; then
      why='some command lines could not be read; run it as root'
    fi
  done
  rm -f "$1.line"
  LC_ALL=C sort -u -o "$1" "$1"
  if [ ! -s "$1" ] && [ -z "$why" ]; then why='no process of a component was seen; they may run elsewhere'; fi
  printf '%s' "$why"
}

# json TEXT: the text as a string of JSON.
json() {
  printf '"%s"' "$(printf '%s' "$1" | tr -d '\000-\037' | sed 's/[\\"]/\\&/g')"
}

# record FILE: when and where this was taken, and what ran then.
record() {
  why=$(running "$work/.running")
  complete=true
  if [ -n "$why" ]; then complete=false; fi
  {
    printf '{\n\t"schema":"omslint/collect/v1",\n'
    printf '\t"time":%s,\n' "$(json "$(date -u +%Y-%m-%dT%H:%M:%SZ)")"
    printf '\t"host":%s,\n' "$(json "$(uname -n)")"
    printf '\t"server":%s,\n' "$(json "$name")"
    printf '\t"zone":%s,\n' "$(json "$(date +%z)")"
    printf '\t"complete":%s,\n' "$complete"
    if [ -n "$why" ]; then printf '\t"why":%s,\n' "$(json "$why")"; fi
    printf '\t"running":['
    separator=
    while IFS= read -r component; do
      printf '%s\n\t\t%s' "$separator" "$(json "$component")"
      separator=,
    done <"$work/.running"
    printf '\n\t]\n}\n'
  } >"$1"
  rm -f "$work/.running"
}

if [ "$only_list" = yes ]; then
  take "$run" "$name/run"
  take "$store" "$name/store"
  exit 0
fi

take "$run" "$work/$name/run"
take "$store" "$work/$name/store"
count=$(find "$work" -type f -exec printf '.' \; | wc -c)
if [ "$count" -eq 0 ]; then
  die "no configuration was found below $run and $store; see the container's Binds for the host paths"
fi
record "$work/$name/omslint-collect.json"
out=${out:-oms-$name.tar.gz}
case $out in
  /*) ;;
  *) out=$PWD/$out ;;
esac
if [ -e "$out" ]; then die "$out is there already; move it away, or name another file with -o"; fi
(cd "$work" && tar -cf .done.tar "./$name" && gzip .done.tar)
mv "$work/.done.tar.gz" "$out"
chmod 600 "$out"
printf '%s files of %s in %s\n' "$((count))" "$name" "$out"
