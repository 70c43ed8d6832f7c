# For other scripts, by `. retry.sh`: what Azure refuses only for a while.
# retry TRIES SECONDS COMMAND...: again until it succeeds. What it prints when it fails is not held back: it says whether waiting helps.
# RETRY_PAUSE_SECONDS is another pause than SECONDS.
retry() {
  local tries=$1 pause=${RETRY_PAUSE_SECONDS:-$2} attempt
  shift 2
  for ((attempt = 1; ; attempt++)); do
    "$@" && return 0
    [ "$attempt" -lt "$tries" ] || { echo "$1 failed $tries times: gave up" >&2; return 1; }
    echo "try $attempt of $tries failed; again in $pause s" >&2
    sleep "$pause"
  done
}
