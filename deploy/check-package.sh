#!/usr/bin/env bash
# usage: check-package.sh ZIP
# Holds a package to the hash that package.sh wrote beside it: what is deployed is what was tested, file by file.
set -euo pipefail
zip=${1:?usage: check-package.sh ZIP}
[ -f "$zip.sha256" ] || { echo "$zip has no $zip.sha256 beside it: package.sh writes one" >&2; exit 1; }
expected=$(cat "$zip.sha256")
found=$("$(dirname "$0")/hash.sh" "$zip")
[ "$found" = "$expected" ] || { echo "$zip is not what was tested: $zip.sha256 says $expected, it holds $found" >&2; exit 1; }
