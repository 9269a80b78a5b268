#!/usr/bin/env bash
# Written by omslint: the calls of the OMS Cluster Manager (CM) that enter what the plan found.
# Read it before you run it. omslint itself calls nothing.
#
#   ./cm.sh                              dry run: shows every call, sends none
#   ./cm.sh TASK...                      dry run of these tasks
#   ./cm.sh --apply TASK...              enters the values, one task after the other
#   ./cm.sh --apply --all                all tasks, the canary first
#   ./cm.sh --rollback TASK...|--all     takes back what --apply entered
#   ./cm.sh --pull-back TASK ...         with --apply: resume with pullBackFlag=true (repeatable; see below)
#
# For each component: read the keys; where all are there already, skip it; stop the component (only a stopped or
# abnormal one can be updated); send the keys; read them back; resume. At the first value that is not what it should
# be, or the first call that fails, the script ends with 1 and goes no further. A component that was stopped by then
# STAYS STOPPED, since nothing should start with a configuration that is not proven: the last lines say which one.
#
# Environment:
#   CM_ADDRESS   address of the Cluster Manager, such as http://10.0.0.1:8088 (needed for --apply and --rollback)
#   CM_READ      a program of yours that reads one value back (needed for --apply and --rollback). It is called as
#                    $CM_READ COMPONENT source.KEY
#                and prints the present value, or nothing where the key is absent; any other exit code than 0 means
#                that it could not tell. How to read a configuration from your OMS is not documented well enough for
#                omslint to write that call for you.
#   CM_PAUSE     seconds between stopping and updating a component [5]
#   CM_TIMEOUT   seconds that one call may take [60]
#
# pullBackFlag makes a component go back to its checkpoint. It is sent only for tasks that you name with --pull-back,
# and only where the checkpoint is among the keys. Rows since then are written again: in a message queue they are
# duplicates.
#
# The calls for Light-Connectors of 3.2.x are documented by name only (stopByName, updateByName, startByName): their
# parameters are sent as a POST form. Try one task first. No call is known that takes a key of theirs away again.

# Names and values stand between single quotes, so that nothing in them is expanded.
# shellcheck disable=SC2016

set -euo pipefail
LC_ALL=C
export LC_ALL

say() { printf '%s\n' "$*"; }
die() {
  printf 'cm.sh: %s\n' "$*" >&2
  exit 1
}
usage() {
  printf 'cm.sh: %s\n' "$*" >&2
  printf 'usage: cm.sh [--apply|--rollback] [--pull-back TASK]... [--all|TASK...]\n' >&2
  exit 2
}

mode=dry
all=no
tasks=()
pull_back=()
stopped=''
address=${CM_ADDRESS:-}
address=${address%/}

trap 'if [ -n "$stopped" ]; then printf "cm.sh: still stopped: %s\n" "$stopped" >&2; fi' EXIT

# post LABEL PATH [CURL ARGUMENT]...: one call, and its answer.
post() {
  local path=$1 answer
  shift
  if [ "$mode" = dry ]; then
    printf '  POST %s%s' "${address:-\$CM_ADDRESS}" "$path"
    local word
    for word in "$@"; do
      case $word in
        '' | --header | --data-raw | --data-urlencode | 'Content-Type: application/json') ;;
        *) printf '  %s' "$word" ;;
      esac
    done
    printf '\n'
    return 0
  fi
  # The Cluster Manager is on the inner network, so no proxy is asked.
  answer=$(curl --silent --show-error --fail --globoff --noproxy '*' --max-time "${CM_TIMEOUT:-60}" \
    --request POST "$@" --url "$address$path") || die "the call failed: POST $path"
  if [[ $answer =~ \"(isSuccess|success)\"[[:space:]]*:[[:space:]]*\"?false ]]; then
    die "the Cluster Manager refused: POST $path: $answer"
  fi
  say "  done: POST $path"
}

stop_component() {
  case $flavour in
    v2) post "/connector/task/v2/stop?taskName=$encoded" --data-raw '' ;;
    light) post /connector/task/stopByName --data-urlencode "taskName=$name" ;;
  esac
  if [ "$mode" != dry ]; then
    stopped=$name
    sleep "${CM_PAUSE:-5}"
  fi
}

# resume_component yes|no: with pullBackFlag or without.
resume_component() {
  local flag=''
  if [ "$1" = yes ]; then flag='&pullBackFlag=true'; fi
  case $flavour in
    v2) post "/connector/task/v2/resume?taskName=$encoded$flag" --data-raw '' ;;
    light) post /connector/task/startByName --data-urlencode "taskName=$name" ;;
  esac
  stopped=''
}

send_body() {
  post "/connector/task/v2/update?taskName=$encoded" --header 'Content-Type: application/json' --data-raw "$1"
}

# A value without what differs between its spellings: white space, quotes, escapes.
normal() {
  local text
  text=$(printf '%s' "$1" | tr -d ' \t\r\n"\134')
  if [ "$text" = null ]; then text=''; fi
  printf '%s' "$text"
}

read_value() {
  "$CM_READ" "$name" "source.$1" || die "CM_READ could not tell source.$1 of $name"
}

# check EXPECTED-FIELD KEY OLD NEW...: whether every key has its old (2) or new (3) value.
all_have() {
  local field=$1 now want
  shift
  while [ "$#" -ge 3 ]; do
    if [ "$field" = new ]; then want=$3; else want=$2; fi
    now=$(read_value "$1") || exit 1
    if [ "$(normal "$now")" != "$(normal "$want")" ]; then
      mismatch="source.$1 is '$now', and should be '$want'"
      return 1
    fi
    shift 3
  done
}

# none_foreign KEY OLD NEW...: stops where a key has neither its old nor its new value.
none_foreign() {
  local now
  while [ "$#" -ge 3 ]; do
    now=$(read_value "$1") || exit 1
    if [ "$(normal "$now")" != "$(normal "$2")" ] && [ "$(normal "$now")" != "$(normal "$3")" ]; then
      die "$name: source.$1 is '$now', neither '$2' as in the export nor '$3'; somebody changed it, so nothing was sent"
    fi
    shift 3
  done
}

listed() {
  local wanted=$1 word
  shift
  for word in "$@"; do
    if [ "$word" = "$wanted" ]; then return 0; fi
  done
  return 1
}

# component TASK FLAVOUR NAME ENCODED-NAME BODY UNDO-BODY HAS-CHECKPOINT  KEY OLD NEW...
component() {
  task=$1 flavour=$2 name=$3 encoded=$4 body=$5 undo=$6 has_checkpoint=$7
  shift 7
  if [ "$all" = no ] && ! listed "$task" ${tasks[@]+"${tasks[@]}"}; then return 0; fi
  say "$task: $name"
  case $mode in
    rollback) rollback "$@" ;;
    *) apply "$@" ;;
  esac
}

apply() {
  local pull=no
  if [ "$has_checkpoint" = yes ] && listed "$task" ${pull_back[@]+"${pull_back[@]}"}; then pull=yes; fi
  if [ "$mode" = apply ]; then
    if all_have new "$@"; then
      say '  already there, skipped'
      return 0
    fi
    none_foreign "$@"
  fi
  stop_component
  case $flavour in
    v2) send_body "$body" ;;
    light) send_form new "$@" ;;
  esac
  if [ "$mode" = apply ]; then
    all_have new "$@" || die "$name: read back, $mismatch"
    say '  read back, as it should be'
  fi
  resume_component "$pull"
  if [ "$has_checkpoint" = yes ] && [ "$pull" = no ]; then
    say "  note: the checkpoint changed; --pull-back makes the component go back to it"
  fi
}

# send_form new|old KEY OLD NEW...: one form with all keys, for a Light-Connector.
send_form() {
  local field=$1 form=(--data-urlencode "taskName=$name")
  shift
  while [ "$#" -ge 3 ]; do
    if [ "$field" = new ]; then
      form+=(--data-urlencode "source.$1=$3")
    elif [ -n "$2" ]; then
      form+=(--data-urlencode "source.$1=$2")
    fi
    shift 3
  done
  post /connector/task/updateByName "${form[@]}"
}

# The way back: keys that were absent are taken away, the others get their old values.
rollback() {
  if [ "$flavour" = light ]; then
    local arguments=("$@")
    while [ "$#" -ge 3 ]; do
      if [ -z "$2" ]; then
        die "$name: no call is known that takes source.$1 of a Light-Connector away; do it in the console"
      fi
      shift 3
    done
    set -- "${arguments[@]}"
  fi
  if all_have old "$@"; then
    say '  as it was, skipped'
    return 0
  fi
  none_foreign "$@"
  stop_component
  if [ "$flavour" = light ]; then
    send_form old "$@"
  else
    if [ -n "$undo" ]; then send_body "$undo"; fi
    local arguments=("$@")
    while [ "$#" -ge 3 ]; do
      if [ -z "$2" ]; then
        post "/connector/task/v2/update?taskName=$encoded&deleteParams=source.$(percent "$1")" \
          --header 'Content-Type: application/json' --data-raw '{}'
      fi
      shift 3
    done
    set -- "${arguments[@]}"
  fi
  all_have old "$@" || die "$name: read back, $mismatch"
  say '  read back, as it was'
  resume_component no
}

# A key for a URL: the keys that omslint adds need no more than this.
percent() {
  case $1 in
    *[!A-Za-z0-9._-]*) die "the key '$1' cannot stand in a URL as it is; take it away in the console" ;;
    *) printf '%s' "$1" ;;
  esac
}
