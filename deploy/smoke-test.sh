#!/usr/bin/env bash
# usage: FUNCTION_KEY=... smoke-test.sh https://APP.azurewebsites.net [SERVICE]
# Asks a deployed app what only a working one can answer; with a service, also refreshes its hourly_traffic and waits for the end.
# SMOKE_DATE is the execution date of that refresh; without it, it is today's.
# On one machine: the address and the function key that `serve` prints.
set -euo pipefail
shopt -s inherit_errexit
url=${1:?usage: FUNCTION_KEY=... smoke-test.sh URL [SERVICE]}
service=${2:-}
: "${FUNCTION_KEY:?set FUNCTION_KEY to a function key of the app}"
tries=${SMOKE_TRIES:-30}
pause=${SMOKE_PAUSE_SECONDS:-10}

fail() { echo "smoke test: $*"; exit 1; }

# The key stands in a file of options, not among the arguments that every user of the machine can list.
ask() { # METHOD PATH [curl options]: prints the body, a line break and the status
  local method=$1 path=$2
  shift 2
  curl --silent --show-error --max-time 60 --write-out '\n%{http_code}' --request "$method" \
    --config <(printf 'header = "x-functions-key: %s"\n' "$FUNCTION_KEY") "$@" "$url$path"
}
status() { tail -n 1 <<<"$1"; }
body() { sed '$d' <<<"$1"; }

# A new package takes a while to be there; whoever asks meanwhile is told 404 or 503, or not at all.
for ((attempt = 1; ; attempt++)); do
  answer=$(ask GET /api/runs || true)
  [ "$(status "$answer")" = 200 ] && break
  [ "$attempt" -lt "$tries" ] || fail "GET /api/runs answered $(status "$answer") after $tries tries: $(body "$answer")"
  sleep "$pause"
done
echo "the app runs"

anonymous=$(curl --silent --max-time 60 --output /dev/null --write-out '%{http_code}' "$url/api/runs")
[ "$anonymous" = 401 ] || fail "GET /api/runs without a key answered $anonymous, not 401"
echo "nobody gets in without a key"

# The plan reads the events table's columns: identity, role, region and catalog are all in it.
answer=$(ask GET "/api/plan${service:+?service=$service}")
[ "$(status "$answer")" = 200 ] || fail "GET /api/plan answered $(status "$answer"): $(body "$answer")"
grep -q 'CREATE TABLE' <<<"$answer" || fail "GET /api/plan holds no statement: $(body "$answer" | head -n 5)"
echo "AWS is reached: the plan is there"

[ -n "$service" ] || exit 0
answer=$(ask POST /api/runs --header 'Content-Type: application/json' \
  --data "{\"service_names\":[\"$service\"],\"query_types\":[\"hourly_traffic\"]${SMOKE_DATE:+,\"execution_date\":\"$SMOKE_DATE\"}}")
case "$(status "$answer")" in 202 | 409) ;; *) fail "POST /api/runs answered $(status "$answer"): $(body "$answer")" ;; esac
id=$(body "$answer" | jq -r '.id // empty')
[ -n "$id" ] || fail "POST /api/runs was refused: $(body "$answer")"
echo "run $id"
for ((attempt = 1; ; attempt++)); do
  state=$(body "$(ask GET "/api/runs/$id" || true)" | jq -r '.status // "unknown"' 2>/dev/null || echo unknown)
  case "$state" in succeeded) echo "run $id succeeded"; exit 0 ;; failed | cancelled) fail "run $id ended as $state: GET /api/runs/$id tells why" ;; esac
  [ "$attempt" -lt $((tries * 6)) ] || fail "run $id is still $state"
  sleep "$pause"
done
