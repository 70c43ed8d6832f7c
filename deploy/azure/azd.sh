#!/usr/bin/env bash
# usage: azd.sh preprovision|postprovision|predeploy
# The hooks of azure.yaml. azd gives them its environment's variables, the outputs of main.bicep among them, and runs them in the project's folder.
set -euo pipefail
shopt -s inherit_errexit
cd "$(dirname "$0")"
environment=${COMMERCE_ENVIRONMENT:-staging}

# az asks the subscription that is set in az, azd the one of its environment: registrations would go to one, the app to the other.
same_subscription() {
  local current
  current=$(az account show --query id --output tsv)
  [ "$current" = "${AZURE_SUBSCRIPTION_ID:?azd env set AZURE_SUBSCRIPTION_ID ID, then again}" ] || {
    echo "az is in subscription $current, azd deploys to $AZURE_SUBSCRIPTION_ID: az account set --subscription $AZURE_SUBSCRIPTION_ID, then again" >&2
    exit 1
  }
}

# What only a person can say, then the registration in Entra ID that AWS is to trust, made once and kept in the azd environment.
preprovision() {
  local needed name value
  for needed in AWS_ROLE_ARN RESULTS_BUCKET ALERT_EMAILS; do
    [ -n "${!needed:-}" ] || { echo "azd env set $needed VALUE, then again: see deploy/azure/README.md" >&2; exit 1; }
  done
  same_subscription
  az provider register --subscription "$AZURE_SUBSCRIPTION_ID" --namespace Microsoft.App --wait
  [ -z "${AWS_AUDIENCE:-}" ] || return 0
  ./entra.sh register "$environment" | while IFS='=' read -r name value; do azd env set "$name" "$value"; done
}

# The app's identity may ask for the tokens that AWS trusts; what is printed goes into the stack of deploy/aws.
postprovision() {
  same_subscription
  ./entra.sh assign "$environment" "${AZURE_RESOURCE_GROUP:?azd sets it}"
}

# The package that azd is told to deploy: APP_PACKAGE, as the pipeline tested it, or one of this checkout.
predeploy() {
  local out=../../out
  if [ -n "${APP_PACKAGE:-}" ]; then
    mkdir -p "$out"
    cp "$APP_PACKAGE" "$out/app.zip"
    cp "$APP_PACKAGE.sha256" "$out/app.zip.sha256"
  else
    rm -rf "$out/app"
    dotnet publish ../../src/CommerceAnalytics.Functions -c Release -o "$out/app"
    ../package.sh "$out/app" "$out/app.zip"
  fi
  ../check-package.sh "$out/app.zip"
}

case "${1:-}" in
preprovision | postprovision | predeploy) "$1" ;;
*) sed -n '2s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
