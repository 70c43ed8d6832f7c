#!/usr/bin/env bash
# usage: hash.sh FOLDER_OR_ZIP
# One hash of all files, their names and what they hold: the same for a folder and for any zip of it, whenever it was packed.
set -euo pipefail
source=${1:?usage: hash.sh FOLDER_OR_ZIP}
folder=$source
if [ -f "$source" ]; then
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  unzip -q "$source" -d "$folder"
fi
[ -d "$folder" ] || { echo "$source is no folder and no zip" >&2; exit 1; }
cd "$folder"
find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1
