#!/usr/bin/env bash
# usage: package.sh PUBLISHED_FOLDER ZIP
# Zips the published app, the hidden folder .azurefunctions with it, and refuses a folder that the Functions host could not start.
set -euo pipefail
folder=${1:?usage: package.sh PUBLISHED_FOLDER ZIP}
zip=$(realpath -m "${2:?usage: package.sh PUBLISHED_FOLDER ZIP}")

for needed in host.json CommerceAnalytics.Functions.dll; do
  [ -f "$folder/$needed" ] || { echo "$folder holds no $needed: is it the output of dotnet publish?"; exit 1; }
done
mkdir -p "$(dirname "$zip")"
rm -f "$zip"
(cd "$folder" && zip -qr "$zip" .)
echo "$zip: $(stat -c %s "$zip") bytes"
