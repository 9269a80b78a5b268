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

# 收集一台机器上的 OMS 配置，打包成一个文件，`omslint check` 可以直接读取。
#
#   sh collect.sh [-s NAME] [-o FILE] [-r DIR] [-t DIR] [-p DIR] [-n] [-h]
#
#   -s NAME  OMS 所知的本机地址，即文件中的顶层目录名                             [主机名]
#   -o FILE  要写入的文件                                                         [oms-NAME.tar.gz]
#   -r DIR   运行目录：在宿主机上，即 /home/ds/run 对应的宿主机路径               [/home/ds/run]
#   -t DIR   Store 目录：在宿主机上，即 /home/ds/store 对应的宿主机路径           [/home/ds/store]
#   -p DIR   宿主机的进程目录，用于查看哪些组件在运行                             [/proc]
#   -n       只列出会收集哪些文件
#
# 请在每台 OMS 机器上执行一次。这些目录是 OMS 容器的挂载盘，因此无需进入容器；
# 容器的 Binds 写明了对应的宿主机路径：
#
#   docker inspect --format '{{range .HostConfig.Binds}}{{println .}}{{end}}' CONTAINER
#
# 只收集 `conf` 目录中的文件、状态文件 `oms.connector.checkpoint` 和 Store 的配置，并保留它们的修改时间。
# 旁边的 NAME/omslint-collect.json 记录收集的时间和地点，以及哪些组件在运行：组件 ID 写在其进程的命令行中，
# 命令行的其他内容一概不留。若任何用户都能看到所有进程，则不需要 root；该文件中的 "complete" 说明是否看到了全部进程。
# 不收集日志和数据，不跟随符号链接，不做任何修改。这些文件含有明文密码：
# 因此结果只有您本人可读（权限 0600），请保持如此。

set -eu
umask 077

# Whether to speak Chinese, as omslint decides it: OMSLINT_LANG, then the locale, where that is UTF-8.
# 是否说中文，与 omslint 的判断一致：先看 OMSLINT_LANG，再看 locale，且须为 UTF-8。
speaks_chinese() {
  case ${OMSLINT_LANG:-} in
    zh) return 0 ;;
    en) return 1 ;;
  esac
  locale=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}
  case $locale in
    zh | zh[._-]*) ;;
    *) return 1 ;;
  esac
  case $locale in
    *.[Uu][Tt][Ff]8* | *.[Uu][Tt][Ff]-8*) return 0 ;;
    *.*) return 1 ;;
  esac
}
if speaks_chinese; then chinese=yes; else chinese=no; fi

# said ENGLISH CHINESE: the one of both that is asked for.
# said 英文 中文：取其中需要的一种。
said() {
  if [ "$chinese" = yes ]; then printf '%s' "$2"; else printf '%s' "$1"; fi
}

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
      if [ "$chinese" = yes ]; then
        sed '1,/^$/d' "$0" | sed -n '1,/^$/s/^# \{0,1\}//p'
      else
        sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
      fi
      exit 0
      ;;
    *) die "$(said 'usage:' '用法：') sh collect.sh [-s NAME] [-o FILE] [-r DIR] [-t DIR] [-p DIR] [-n]" 2 ;;
  esac
done
shift $((OPTIND - 1))
if [ "$#" -gt 0 ]; then
  die "$(said "there is nothing to do with '$1'; give directories with -r and -t" \
    "不知道如何处理 '$1'；请用 -r 和 -t 指定目录")" 2
fi
case $name in
  '' | */* | . | ..) die "$(said "-s '$name' cannot be the name of a folder" "-s '$name' 不能作为目录名")" 2 ;;
esac
if [ ! -d "$run" ] && [ ! -d "$store" ]; then
  die "$(said "neither $run nor $store is a directory; see the container's Binds for the host paths, and give them with -r and -t" \
    "$run 和 $store 都不是目录；请从容器的 Binds 查看宿主机路径，并用 -r 和 -t 指定")"
fi
for directory in "$run" "$store"; do
  if [ ! -d "$directory" ]; then
    printf 'collect.sh: %s\n' "$(said "warning: there is no $directory" "警告：没有 $directory")" >&2
  fi
done

# The lay-out that omslint knows: NAME/run/<component>/conf/..., NAME/store/<store>/conf/...
# omslint 认识的目录结构：NAME/run/<组件>/conf/...、NAME/store/<store>/conf/...
work=$(mktemp -d "${TMPDIR:-/tmp}/oms-collect.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

# take FROM TO: copies the files that are configurations, and nothing else.
# take 从 到：只复制属于配置的文件。
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
# id：从输入的命令行（每行一个参数）取出组件 ID。connector 以 `-c conf -t ID start` 运行，校验以
# `-t ID -c .../checker.conf start` 运行。命令行的其他内容可能含有密码，一概不留。
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
# running 文件：把在运行的组件 ID 写入文件，每行一个，并说明为何可能还有；全部看到时什么也不说。
# The record is read by omslint, which says these reasons in the language of its own run.
# 记录由 omslint 读取，这些原因由它按自己的语言显示。
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
# json 文本：写成 JSON 字符串。
json() {
  printf '"%s"' "$(printf '%s' "$1" | tr -d '\000-\037' | sed 's/[\\"]/\\&/g')"
}

# record FILE: when and where this was taken, and what ran then.
# record 文件：记录收集的时间、地点，以及当时哪些组件在运行。
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
  die "$(said "no configuration was found below $run and $store; see the container's Binds for the host paths" \
    "在 $run 和 $store 下没有找到配置；请从容器的 Binds 查看宿主机路径")"
fi
record "$work/$name/omslint-collect.json"
out=${out:-oms-$name.tar.gz}
case $out in
  /*) ;;
  *) out=$PWD/$out ;;
esac
if [ -e "$out" ]; then
  die "$(said "$out is there already; move it away, or name another file with -o" \
    "$out 已存在；请将其移走，或用 -o 指定另一个文件")"
fi
(cd "$work" && tar -cf .done.tar "./$name" && gzip .done.tar)
mv "$work/.done.tar.gz" "$out"
chmod 600 "$out"
count=$((count))
printf '%s\n' "$(said "$count files of $name in $out" "已将 $name 的 $count 个文件写入 $out")"
