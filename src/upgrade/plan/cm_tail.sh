
while [ "$#" -gt 0 ]; do
  case $1 in
    --apply) mode=apply ;;
    --rollback) mode=rollback ;;
    --all) all=yes ;;
    --pull-back)
      if [ "$#" -lt 2 ]; then usage '--pull-back needs a task'; fi
      pull_back+=("$2")
      shift
      ;;
    -h | --help)
      sed -n '2,/^$/s/^# \{0,1\}//p' "$0"
      exit 0
      ;;
    -*) usage "there is no option $1" ;;
    *) tasks+=("$1") ;;
  esac
  shift
done

for task in ${tasks[@]+"${tasks[@]}"} ${pull_back[@]+"${pull_back[@]}"}; do
  if ! listed "$task" ${known_tasks[@]+"${known_tasks[@]}"}; then
    usage "this plan has no call for the task '$task': $(why_no_call "$task")"
  fi
done
if [ "$all" = no ] && [ "${#tasks[@]}" -eq 0 ]; then
  if [ "$mode" != dry ]; then usage "--$mode needs the names of tasks, or --all"; fi
  all=yes
fi
if [ "$mode" != dry ]; then
  if [ -z "$address" ]; then usage 'CM_ADDRESS is not set: the address of the Cluster Manager, such as http://10.0.0.1:8088'; fi
fi
if [ -n "${CM_MANAGER:-}" ] && [ "${#managers[@]}" -gt 0 ]; then
  own=$(group_of "$CM_MANAGER") other=$(group_of "$address")
  if [ -z "$own" ]; then usage "CM_MANAGER is no address of a Cluster Manager of this plan: ${managers[*]}"; fi
  if [ -n "$other" ] && [ "$other" != "$own" ]; then usage "CM_ADDRESS is an address of another Cluster Manager of this plan: $other"; fi
fi

mismatch=''
calls
if [ "$all" = yes ] && [ "$mode" != rollback ]; then tell_silent; fi
code=0
# Under --all, what is of another Cluster Manager is for another run.
if [ "$mode" != dry ] && [ "${#skipped[@]}" -gt 0 ] && { [ "$all" = no ] || [ "$reached" = no ]; }; then
  left+=("${skipped[@]}")
  printf 'cm.sh: skipped: give the address of their Cluster Manager as CM_ADDRESS; where that is a VIP or another name for it, its address as named above as CM_MANAGER, too\n' >&2
fi
if [ "${#left[@]}" -gt 0 ]; then
  printf 'cm.sh: not done:\n' >&2
  for line in "${left[@]}"; do printf '  %s\n' "$(harmless "$line")" >&2; done
  code=1
fi
if [ -s "$state" ]; then
  printf 'cm.sh: left stopped, perhaps, by an earlier run; once one runs again, delete its line in %s:\n' "$state" >&2
  while IFS= read -r line; do printf '  %s\n' "${line%% *}" >&2; done <"$state"
  if [ "$mode" != dry ]; then code=1; fi
fi
if [ "$mode" = dry ]; then say 'Dry run: nothing was sent. --apply TASK... sends.'; fi
exit "$code"
