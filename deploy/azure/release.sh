#!/usr/bin/env bash
# usage: release.sh staging|production RESOURCE_GROUP APP_ZIP [SERVICE]
# deploy.sh, then the smoke test with a function key that az hands out; with a service, one of its tables is refreshed.
set -euo pipefail
shopt -s inherit_errexit
group=${2:?usage: release.sh staging|production RESOURCE_GROUP APP_ZIP [SERVICE]}
package=$(realpath "${3:?usage: release.sh staging|production RESOURCE_GROUP APP_ZIP [SERVICE]}")
cd "$(dirname "$0")"
. ./retry.sh

url=$(./deploy.sh "$1" "$group" "$package" | tail -n 1)
app=$(az deployment group show --resource-group "$group" --name commerce-analytics --query properties.outputs.appName.value --output tsv)
# The host starts anew with its package, and hands out no keys meanwhile: 400, ServiceUnavailable, or an empty answer.
key() {
  local found
  found=$(az functionapp keys list --resource-group "$group" --name "$app" --query functionKeys.default --output tsv) && [ -n "$found" ] && echo "$found"
}
FUNCTION_KEY=$(retry 30 10 key) || { echo "$app hands out no function key: does its host start? az webapp log tail --resource-group $group --name $app" >&2; exit 1; }
export FUNCTION_KEY
../smoke-test.sh "$url" ${4:+"$4"}
