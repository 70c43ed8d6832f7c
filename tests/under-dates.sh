#!/usr/bin/env bash
# usage: tests/under-dates.sh [DATE[@ZONE]]...
# Runs the tests under faked dates, one after the other, and prints a table: a date is an input, so each row must say 0 failed.
# DATE is a moment in UTC, e.g. 2028-02-29T03:59:30 or 2028-02-29; ZONE the time zone of the machine, e.g. Europe/Berlin. Each project's
# tests begin at that moment. Without arguments: twelve moments at which days, months, years and clocks change, and now.
# PROJECTS names other test projects, FILTER is given to `dotnet test --filter`, LOGS is the folder of the logs.
# Needs Debian's package faketime, and the tests built: `dotnet build`.
set -euo pipefail
cd "$(dirname "$0")/.."

[ $# -gt 0 ] || set -- now \
  2026-12-31T23:59:30@Asia/Seoul 2027-01-01@UTC 2028-02-29T03:59:30@UTC 2028-02-29T23:59:30@Europe/Berlin \
  2027-02-28T23:59:30@America/New_York 2027-04-30T09:59:30@Pacific/Kiritimati 2028-12-31T12:00:00@Pacific/Pago_Pago \
  2027-03-28T00:59:30@Europe/Berlin 2027-10-31T00:59:30@Europe/Berlin \
  2027-03-14T06:59:30@America/New_York 2027-11-07T05:59:30@America/New_York 2038-01-19T03:13:30@Asia/Kathmandu
read -ra projects <<<"${PROJECTS:-$(printf '%s ' tests/*/*.csproj)}"
logs=${LOGS:-$(mktemp -d)}
mkdir -p "$logs"
library=$(find /usr/lib -name libfaketime.so.1 -print -quit)
[ -n "$library" ] || { echo "under-dates: libfaketime is not there (Debian: apt-get install faketime)"; exit 2; }

# The library and not the command `faketime`: that shares a lock among its processes, and tests kill some of them.
# Timers go on by the real clock, and file times are those of the faked one.
under() { # MOMENT ZONE COMMAND...
  local moment=$1 zone=$2 offset=0
  shift 2
  [ "$moment" = now ] || offset=$(($(date -u -d "$moment" +%s) - $(date +%s)))
  [ -z "$zone" ] || export TZ=$zone
  [ "$moment" = now ] || export LD_PRELOAD=$library FAKETIME=$(printf '%+d' "$offset") FAKE_UTIME=1 \
    FAKETIME_DONT_FAKE_MONOTONIC=1 FAKETIME_FORCE_MONOTONIC_FIX=0
  "$@"
}

count() { sed -n "s/^\(Passed\|Failed\|Skipped\)! .*[ ,-] $1: *\([0-9]*\).*/\2/p" "${@:2}" | awk '{ n += $1 } END { print n + 0 }'; }

row='%-20s %-20s %7s %7s %7s\n'
printf "$row" 'moment (UTC)' 'zone' passed failed skipped
all=0
for date in "$@"; do
  moment=${date%@*} zone=''
  [ "$moment" = "$date" ] || zone=${date#*@}
  folder=$logs/${date//[\/:]/-}
  mkdir -p "$folder"
  broken=()
  for project in "${projects[@]}"; do
    log=$folder/$(basename "$project" .csproj).log
    (under "$moment" "$zone" dotnet test "$project" --no-build ${FILTER:+--filter "$FILTER"}) >"$log" 2>&1 || broken+=("$log")
  done
  printf "$row" "${moment/T/ }" "$zone" "$(count Passed "$folder"/*.log)" "$(count Failed "$folder"/*.log)" "$(count Skipped "$folder"/*.log)"
  for log in "${broken[@]}"; do
    all=1
    sed -n 's/^  Failed \(.*\) \[.*/  failed: \1/p' "$log"
    grep -q '^Failed! ' "$log" || echo "  gave no result: $log"
  done
done
exit $all
