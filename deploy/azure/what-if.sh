#!/usr/bin/env bash
# usage: what-if.sh staging|production RESOURCE_GROUP LOG
# Asks Azure what a deployment of this checkout would change, shows it, and keeps it in a file. Changes nothing.
set -euo pipefail
environment=${1:?usage: what-if.sh staging|production RESOURCE_GROUP LOG}
group=${2:?usage: what-if.sh staging|production RESOURCE_GROUP LOG}
log=$(realpath -m "${3:?usage: what-if.sh staging|production RESOURCE_GROUP LOG}")
for needed in AWS_ROLE_ARN AWS_AUDIENCE RESULTS_BUCKET ALERT_EMAILS; do
  [ -n "${!needed:-}" ] || { echo "set $needed: see deploy/azure/README.md"; exit 1; }
done
mkdir -p "$(dirname "$log")"
cd "$(dirname "$0")"
az deployment group what-if --resource-group "$group" --name commerce-analytics --mode Incremental \
  --template-file main.bicep --parameters "$environment.bicepparam" --only-show-errors --no-prompt true | tee "$log" >&2
