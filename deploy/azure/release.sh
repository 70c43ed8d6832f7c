#!/usr/bin/env bash
# usage: release.sh staging|production RESOURCE_GROUP APP_ZIP [SERVICE]
# deploy.sh, then the smoke test with a function key that az hands out; with a service, one of its tables is refreshed.
set -euo pipefail
group=${2:?usage: release.sh staging|production RESOURCE_GROUP APP_ZIP [SERVICE]}
package=$(realpath "${3:?usage: release.sh staging|production RESOURCE_GROUP APP_ZIP [SERVICE]}")
cd "$(dirname "$0")"

url=$(./deploy.sh "$1" "$group" "$package" | tail -n 1)
app=$(az deployment group show --resource-group "$group" --name commerce-analytics --query properties.outputs.appName.value --output tsv)
FUNCTION_KEY=$(az functionapp keys list --resource-group "$group" --name "$app" --query functionKeys.default --output tsv)
export FUNCTION_KEY
../smoke-test.sh "$url" ${4:+"$4"}
