#!/bin/sh
# Collects the configurations of OMS on one host into one file that `omslint check` reads as it is.
#
#   sh collect.sh [-s NAME] [-o FILE] [-r DIR] [-t DIR] [-n] [-h]
#
#   -s NAME  the server's address, as OMS knows it; the top folder in the file       [the host's name]
#   -o FILE  the file to write                                                        [oms-NAME.tar.gz]  
#   -r DIR   the run directories: on the host, what stands behind /home/ds/run        [/home/ds/run]
#   -t DIR   the Stores: on the host, what stands behind /home/ds/store               [/home/ds/store]
#   -n       only list what would be collected
#
# Run it once on every OMS host. The directories are volumes of the OMS container, so there is no need to go into it;
# the container's Binds name the host paths behind them:
#
#   docker inspect --format '{{range .HostConfig.Binds}}{{println .}}{{end}}' CONTAINER
#
# It takes the files of `conf` folders, the status files `oms.connector.checkpoint`, and the configurations of Stores.
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
only_list=no
while getopts 's:o:r:t:nh' option; do
  case $option in
    s) name=$OPTARG ;;
    o) out=$OPTARG ;;
    r) run=$OPTARG ;;
    t) store=$OPTARG ;;
    n) only_list=yes ;;
    h)
      sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
      exit 0
      ;;
    *) die 'usage: sh collect.sh [-s NAME] [-o FILE] [-r DIR] [-t DIR] [-n]' 2 ;;
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
            cp "$file" "$to/$file"
          fi
        done
      ' sh "$2" "$only_list" {} +
  )
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
