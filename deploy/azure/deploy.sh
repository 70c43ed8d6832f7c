#!/usr/bin/env bash
# usage: deploy.sh staging|production RESOURCE_GROUP APP_ZIP
# Brings resources and app of one environment to the state of this checkout. Needs a signed-in az (a person's, or the pipeline's OIDC service
# connection) and the variables that the parameters file reads: AWS_ROLE_ARN, AWS_AUDIENCE, RESULTS_BUCKET, ALERT_EMAILS and, for the monitor,
# MONITOR_CLIENT_ID. What it is about to change lies in WHAT_IF_LOG, without one beside the package. Prints the app's address.
set -euo pipefail
shopt -s inherit_errexit
environment=${1:?usage: deploy.sh staging|production RESOURCE_GROUP APP_ZIP}
group=${2:?usage: deploy.sh staging|production RESOURCE_GROUP APP_ZIP}
package=$(realpath "${3:?usage: deploy.sh staging|production RESOURCE_GROUP APP_ZIP}")
log=$(realpath -m "${WHAT_IF_LOG:-$(dirname "$package")/what-if-$environment.log}")
cd "$(dirname "$0")"
. ./retry.sh
../check-package.sh "$package"
./what-if.sh "$environment" "$group" "$log"
az deployment group create --resource-group "$group" --name commerce-analytics --mode Incremental \
  --template-file main.bicep --parameters "$environment.bicepparam" --only-show-errors --output none
output() { az deployment group show --resource-group "$group" --name commerce-analytics --query "properties.outputs.$1.value" --output tsv; }
app=$(output appName)
# Flex Consumption writes the package by the app's own identity, whose roles may take longer than 20 minutes to reach storage: BlobUploadFailed, 403.
upload() { retry 40 30 az functionapp deployment source config-zip --resource-group "$group" --name "$1" --src "$2" --only-show-errors --output none; }
upload "$app" "$package"
monitor=$(output monitorName)
if [ -n "$monitor" ]; then
  ./monitor/package.sh monitor.zip
  upload "$monitor" monitor.zip
  rm monitor.zip
fi
output appUrl
