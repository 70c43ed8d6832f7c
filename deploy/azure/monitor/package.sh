#!/usr/bin/env bash
# usage: package.sh ZIP
# Fetches the Durable Functions Monitor with an ordinary restore, and zips what the Functions host needs of it.
set -euo pipefail
zip=$(realpath -m "${1:?usage: package.sh ZIP}")
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet restore monitor.csproj --packages "$work" --verbosity quiet
app=$(dirname "$(find "$work" -name host.json -path '*durablefunctionsmonitor.dotnetisolated*' | head -n 1)")
[ -f "$app/host.json" ] || { echo "the monitor's package holds no host.json"; exit 1; }
rm -f "$zip"
(cd "$app" && zip -qr "$zip" . -x '*.nupkg' '*.nupkg.sha512' '*.nuspec' '.nupkg.metadata')
echo "$zip: $(stat -c %s "$zip") bytes" >&2
