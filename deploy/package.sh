#!/usr/bin/env bash
# usage: package.sh PUBLISHED_FOLDER ZIP [TESTED_HASH]
# Zips the published app, the hidden folder .azurefunctions with it, and writes its hash beside it (hash.sh; what is deployed is held to it). Refuses a
# folder that the Functions host could not start, and one that is not as it was when it was tested.
set -euo pipefail
folder=${1:?usage: package.sh PUBLISHED_FOLDER ZIP [TESTED_HASH]}
zip=$(realpath -m "${2:?usage: package.sh PUBLISHED_FOLDER ZIP [TESTED_HASH]}")
here=$(cd "$(dirname "$0")" && pwd)
for needed in host.json CommerceAnalytics.Functions.dll; do
  [ -f "$folder/$needed" ] || { echo "$folder holds no $needed: is it the output of dotnet publish?"; exit 1; }
done
hash=$("$here/hash.sh" "$folder")
# A hash that is given and empty was lost on its way here: that proves nothing.
[ $# -lt 3 ] || [ "$3" = "$hash" ] || { echo "$folder is not what was tested: its hash was '$3' and is $hash"; exit 1; }
mkdir -p "$(dirname "$zip")"
rm -f "$zip" "$zip.sha256"
(cd "$folder" && zip -qr "$zip" .)
echo "$hash" >"$zip.sha256"
echo "$zip: $(stat -c %s "$zip") bytes, $hash"
