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
# be, or the first call that fails or whose answer does not say success, the script ends with 1 and goes no further. A
# component that was stopped by then STAYS STOPPED, since nothing should start with a configuration that is not proven:
# the last lines say which one. A stop that got no answer counts as done, perhaps. What may be stopped is noted in
# CM_STATE, so that the next run, which finds the values there already, resumes it and does not pass it over.
#
# Environment:
#   CM_ADDRESS   address of the Cluster Manager, such as http://10.0.0.1:8088 (needed for --apply and --rollback)
#                Where the plan is of several, run it once for each: what is of another one is skipped.
#   CM_MANAGER   where CM_ADDRESS is a VIP or another name: the address, as a skip names it, of the Cluster Manager that
#                it stands for, such as 10.0.0.1:8088
#   CM_READ      a program of yours that reads one value back. It is called as
#                    $CM_READ COMPONENT source.KEY
#                and prints the present value, or nothing where the key is absent; any other exit code than 0 means
#                that it could not tell. How to read a configuration from your OMS is not documented well enough for
#                omslint to write that call for you. Without it the script asks you, before and after each component, to
#                look in the console, and goes on only when you type yes.
#   CM_PAUSE     seconds between stopping and updating a component [5]
#   CM_TIMEOUT   seconds that one call may take [60]
#   CM_STATE     the file in which it notes what it stopped and did not resume [cm.stopped beside this script]
#
# pullBackFlag makes a component go back to its checkpoint. It is sent only for tasks that you name with --pull-back,
# and only where the checkpoint is among the keys. Rows since then are written again: in a message queue they are
# duplicates.
#
# The calls for Light-Connectors of 3.2.x are documented by name only (stopByName, updateByName, startByName): their
# parameters are sent as a POST form, and after a changed checkpoint the start has resume=false. Try one task first. No
# call is known that takes a key of theirs away again: --rollback names those that need it, and goes on.

# Names and values stand between single quotes, so that nothing in them is expanded.
# shellcheck disable=SC2016

set -euo pipefail
LC_ALL=C
export LC_ALL

# Ids and answers may hold anything: nothing of them steers a terminal.
harmless() {
  local text=$*
  text=${text//[$'\x01'-$'\x1f'$'\x7f']/?}
  text=${text//$'\xc2'[$'\x80'-$'\x9f']/?}
  text=${text//$'\xe2\x80'[$'\x8b'-$'\x8f'$'\xa8'-$'\xae']/?}
  text=${text//$'\xe2\x81'[$'\xa0'-$'\xaf']/?}
  printf '%s' "$text"
}
say() { printf '%s\n' "$(harmless "$*")"; }
die() {
  printf 'cm.sh: %s\n' "$(harmless "$*")" >&2
  exit 1
}
usage() {
  printf 'cm.sh: %s\n' "$(harmless "$*")" >&2
  printf 'usage: cm.sh [--apply|--rollback] [--pull-back TASK]... [--all|TASK...]\n' >&2
  exit 2
}

mode=dry
all=no
tasks=()
pull_back=()
stopped=''
manager=''
reached=no
skipped=()
left=()
address=${CM_ADDRESS:-}
address=${address%/}

state=${CM_STATE:-$(dirname -- "$0")/cm.stopped}

told() {
  if [ -n "$stopped" ]; then printf 'cm.sh: %s: %s; a second run resumes it once its values are right\n' "$how" "$(harmless "$stopped")" >&2; fi
}
how='still stopped'
trap told EXIT

# What was stopped by this script and not resumed: a name a line, as it stands in URLs, and y where its checkpoint changed.
note_stopped() {
  if ! noted; then printf '%s %s\n' "$encoded" "$has_checkpoint" >>"$state" || die "cannot write $state"; fi
}
noted() {
  local line
  [ -f "$state" ] || return 1
  while IFS= read -r line; do
    if [ "${line%% *}" = "$encoded" ]; then return 0; fi
  done <"$state"
  return 1
}
note_resumed() {
  [ -f "$state" ] || return 0
  local line rest=''
  while IFS= read -r line; do
    if [ "${line%% *}" != "$encoded" ]; then rest+="$line"$'\n'; fi
  done <"$state"
  if [ -n "$rest" ]; then printf '%s' "$rest" >"$state"; else rm -f -- "$state"; fi
}

# post LABEL PATH [CURL ARGUMENT]...: one call, and its answer.
post() {
  local path=$1 answer
  shift
  if [ "$mode" = dry ]; then
    local word line="  POST ${address:-\$CM_ADDRESS}$path"
    for word in "$@"; do
      case $word in
        '' | --header | --data-raw | --data-urlencode | 'Content-Type: application/json') ;;
        *) line+="  $word" ;;
      esac
    done
    say "$line"
    return 0
  fi
  # The Cluster Manager is on the inner network, so no proxy is asked.
  answer=$(curl --silent --show-error --fail --globoff --noproxy '*' --max-time "${CM_TIMEOUT:-60}" \
    --request POST "$@" --url "$address$path") || die "the call failed: POST $path"
  local said
  said=$(printf '%s' "$answer" | tr '[:upper:]' '[:lower:]' | tr -d '[:space:]')
  if [[ $said =~ \"(is_?)?success\":\"?false ]]; then
    die "the Cluster Manager refused: POST $path: $answer"
  fi
  # Others answer with HTTP 200 too, such as the page of a proxy.
  if ! [[ $said =~ ^\{.*\"(is_?)?success\":\"?true\"?[,}] ]]; then
    how='perhaps stopped'
    die "$name: cannot tell whether this was done: POST $path: the answer does not say success: '${answer:0:300}'; see in the console whether it runs, and once it does, delete its line in $state"
  fi
  say "  done: POST $path"
}

stop_component() {
  if [ "$mode" != dry ]; then
    # Noted before the call: one that gets no answer may have stopped it all the same.
    note_stopped
    stopped=$name how='perhaps stopped'
  fi
  case $flavour in
    v2) post "/connector/task/v2/stop?taskName=$encoded" --data-raw '' ;;
    light) post /connector/task/stopByName --data-urlencode "taskName=$name" ;;
  esac
  if [ "$mode" != dry ]; then
    how='still stopped'
    sleep "${CM_PAUSE:-5}"
  fi
}

# resume_component PULL-BACK POSITION-CHANGED, each yes or no. A Light-Connector whose position changed is started with
# resume=false, or it goes on where it was.
resume_component() {
  local flag='' form=(--data-urlencode "taskName=$name")
  if [ "$1" = yes ]; then flag='&pullBackFlag=true'; fi
  if [ "$2" = yes ]; then form+=(--data-urlencode 'resume=false'); fi
  case $flavour in
    v2) post "/connector/task/v2/resume?taskName=$encoded$flag" --data-raw '' ;;
    light) post /connector/task/startByName "${form[@]}" ;;
  esac
  stopped=''
  if [ "$mode" != dry ]; then note_resumed; fi
}

# Where the values are right already: what an earlier run stopped and did not resume is resumed now.
resume_left() {
  if noted; then
    say '  the values are right, but an earlier run left it stopped: resumed now'
    stopped=$name how='still stopped'
    resume_component "$1" "$2"
    return 0
  fi
  say "  $3"
}

send_body() {
  post "/connector/task/v2/update?taskName=$encoded" --header 'Content-Type: application/json' --data-raw "$1"
}

# A value without what differs between its spellings: white space, quotes, escapes.
normal() {
  local text
  text=$(printf '%s' "$1" | tr -d ' \t\r\n"\134')
  # The pairs of a map come in any order.
  case $text in
    '{'*'}') text=$(printf '%s' "${text#?}" | sed 's/}$//' | tr ',' '\n' | sort | tr '\n' ',') ;;
  esac
  if [ "$text" = null ]; then text=''; fi
  printf '%s' "$text"
}

read_value() {
  "$CM_READ" "$name" "source.$1" || die "CM_READ could not tell source.$1 of $name"
}

# confirm QUESTION: whether a person who looked in the console types yes. Where nobody answers, nothing goes on.
confirm() {
  local reply=''
  printf '  %s Type yes: ' "$(harmless "$1")" >&2
  if ! IFS= read -r reply; then
    printf '\n' >&2
    usage 'CM_READ is not set (a program that reads a value back, see the comments at the top), and nobody answers'
  fi
  [ "$reply" = yes ]
}

# seen old|new KEY OLD NEW...: the keys with their old or new values, for a person to compare.
seen() {
  local field=$1 want text=''
  shift
  while [ "$#" -ge 3 ]; do
    if [ "$field" = new ]; then want=$3; else want=$2; fi
    if [ -n "$want" ]; then want="'$want'"; else want='absent or empty'; fi
    text+="${text:+, }source.$1: $want"
    shift 3
  done
  printf '%s' "$text"
}

# all_have old|new KEY OLD NEW...: whether every key has its old or new value now.
all_have() {
  local field=$1 now want
  shift
  if [ -z "${CM_READ:-}" ]; then
    if confirm "Look in the console. Does $name have these values now? $(seen "$field" "$@")."; then return 0; fi
    mismatch="nobody confirmed in the console: $(seen "$field" "$@")"
    return 1
  fi
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
  local now field=old
  if [ -z "${CM_READ:-}" ]; then
    if [ "$mode" = rollback ]; then field=new; fi
    if confirm "Look in the console. Does $name have these instead? $(seen "$field" "$@")."; then return 0; fi
    die "$name: nobody confirmed its present values in the console, so nothing was sent"
  fi
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

# why_no_call TASK: why this plan has no call for it.
why_no_call() {
  local at=0
  while [ "$at" -lt "${#silent[@]}" ]; do
    if [ "${silent[$at]}" = "$1" ]; then
      printf '%s' "${silent[$((at + 1))]}"
      return 0
    fi
    at=$((at + 2))
  done
  printf 'it is not FIX in this plan; see the runbook'
}
tell_silent() {
  local at=0
  while [ "$at" -lt "${#silent[@]}" ]; do
    say "${silent[$at]}: no call: ${silent[$((at + 1))]}"
    at=$((at + 2))
  done
  if [ -n "$other_states" ]; then say "No call either: $other_states. What each of these needs stands in the runbook."; fi
}

# group_of ADDRESS: where the components are of several Cluster Managers, all addresses of the one that has this one.
group_of() {
  local group own=${1#*://}
  own=$(printf '%s' "${own%%/*}" | tr '[:upper:]' '[:lower:]')
  for group in ${managers[@]+"${managers[@]}"}; do
    case " $group " in
      *" $own "*) printf '%s' "$group" ;;
    esac
  done
}

# component TASK FLAVOUR NAME ENCODED-NAME BODY UNDO-BODY HAS-CHECKPOINT  KEY OLD NEW...
component() {
  task=$1 flavour=$2 name=$3 encoded=$4 body=$5 undo=$6 has_checkpoint=$7
  shift 7
  if [ "$all" = no ] && ! listed "$task" ${tasks[@]+"${tasks[@]}"}; then return 0; fi
  if [ -n "$manager" ] && [ -n "$address" ] && [ "$(group_of "${CM_MANAGER:-$address}")" != "$manager" ]; then
    say "$task: $name: skipped: CM_ADDRESS is not the address of its Cluster Manager, $manager"
    skipped+=("$task: $name")
    return 0
  fi
  reached=yes
  say "$task: $name"
  case $mode in
    rollback) rollback "$@" ;;
    *) apply "$@" ;;
  esac
}

# rest TASK PART WHY: a part of a task for which there is no call.
rest() {
  if [ "$mode" = rollback ] || { [ "$all" = no ] && ! listed "$1" ${tasks[@]+"${tasks[@]}"}; }; then return 0; fi
  say "$1: $2: no call: $3"
  if [ "$mode" = apply ] && [ "$all" = no ]; then left+=("$1: $2"); fi
}

apply() {
  local pull=no
  if [ "$has_checkpoint" = yes ] && listed "$task" ${pull_back[@]+"${pull_back[@]}"}; then pull=yes; fi
  if [ "$mode" = apply ]; then
    if all_have new "$@"; then
      resume_left "$pull" "$has_checkpoint" 'already there, skipped; see in the console that it runs'
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
  resume_component "$pull" "$has_checkpoint"
  if [ "$flavour" = v2 ] && [ "$has_checkpoint" = yes ] && [ "$pull" = no ]; then
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
  if all_have old "$@"; then
    resume_left no "$has_checkpoint" 'as it was, skipped; see in the console that it runs'
    return 0
  fi
  local arguments=("$@")
  if [ "$flavour" = light ]; then
    while [ "$#" -ge 3 ]; do
      if [ -z "$2" ]; then
        say "  no call is known that takes source.$1 of a Light-Connector away; do it in the console"
        left+=("$task: $name")
        return 0
      fi
      shift 3
    done
    set -- "${arguments[@]}"
  fi
  none_foreign "$@"
  stop_component
  if [ "$flavour" = light ]; then
    send_form old "$@"
  else
    if [ -n "$undo" ]; then send_body "$undo"; fi
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
  resume_component no "$has_checkpoint"
}

# A key for a URL: the keys that omslint adds need no more than this.
percent() {
  case $1 in
    *[!A-Za-z0-9._-]*) die "the key '$1' cannot stand in a URL as it is; take it away in the console" ;;
    *) printf '%s' "$1" ;;
  esac
}
