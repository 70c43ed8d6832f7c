#!/usr/bin/env bash
# What Entra ID must know before AWS trusts the app's identity, and before people sign in to the monitor. Run twice, by somebody who may manage
# app registrations (Application Administrator); every step can be repeated.
#
#   entra.sh register staging|production                  before the first deploy.sh: makes the registrations, prints the audience
#   entra.sh assign   staging|production RESOURCE_GROUP   after it: lets the identities use them, prints what deploy/aws asks for
#
# What each value is:
#   issuer    who signed the token. Managed identities get tokens of the version that the *resource's* registration asks for. This one asks for
#             version 1, so the issuer is https://sts.windows.net/TENANT/ (with the slash), not https://login.microsoftonline.com/TENANT/v2.0.
#             Version 1 on purpose: a version 2 token carries the caller in `azp`, and AWS takes `azp`, where there is one, for the audience.
#   audience  whom the token is for: the registration's App ID URI, api://APP_ID. Setting Aws:Audience, and a client id of AWS's OIDC provider.
#   subject   whom the token is about (`sub`): the object id of the service principal of the managed identity; not its client id, and not the
#             object id of the registration.
#   app role  Entra ID gives any identity of the tenant a token for any registration, unless the registration requires an assignment; then only
#             whoever holds a role gets one. AWS checks the subject besides.
set -euo pipefail
# Without it bash goes on after a failed command inside $(...), and an audience is printed that nothing stands behind.
shopt -s inherit_errexit
. "$(dirname "$0")/retry.sh"
action=${1:-}
environment=${2:-}
group=${3:-}
case "$action/$environment" in
register/staging | register/production) ;;
assign/staging | assign/production) [ -n "$group" ] || { echo "usage: entra.sh assign ENVIRONMENT RESOURCE_GROUP"; exit 2; } ;;
*) sed -n '2,7s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac

aws_app="commerce-analytics-aws-$environment"
monitor_app="commerce-analytics-monitor-$environment"
graph=https://graph.microsoft.com/v1.0
# azd says which subscription it deploys to; by hand it is the one that az is in.
subscription=(${AZURE_SUBSCRIPTION_ID:+--subscription "$AZURE_SUBSCRIPTION_ID"})
# Ids of app roles: fixed, so that a second run finds them.
assume_role_id=5f0c9a0e-6f8e-4c53-9a41-2d7d1f6f0a01
read_role_id=5f0c9a0e-6f8e-4c53-9a41-2d7d1f6f0a02
write_role_id=5f0c9a0e-6f8e-4c53-9a41-2d7d1f6f0a03

# Entra ID answers 404 for what it has just made, for some seconds.
soon() { retry 12 5 "$@"; }
app_id() { az ad app list --filter "displayName eq '$1'" --query '[0].appId' --output tsv; }
sp_id() { az ad sp show --id "$1" --query id --output tsv; }
role() { # ID VALUE MEMBER DESCRIPTION
  printf '{"id":"%s","value":"%s","displayName":"%s","description":"%s","allowedMemberTypes":["%s"],"isEnabled":true}' "$1" "$2" "$2" "$4" "$3"
}

# Prints the registration's client id; makes it, its service principal and the duty to be assigned where they lack.
registration() { # NAME ROLES_JSON
  local id
  id=$(app_id "$1")
  [ -n "$id" ] || id=$(az ad app create --display-name "$1" --sign-in-audience AzureADMyOrg --query appId --output tsv)
  soon az ad app update --id "$id" --app-roles "$2" --identifier-uris "api://$id"
  soon service_principal "$id"
  soon az ad sp update --id "$id" --set appRoleAssignmentRequired=true
  echo "$id"
}
service_principal() { sp_id "$1" >/dev/null 2>&1 || az ad sp create --id "$1" --output none; }

# Straight to Graph: az ad app update --set knows properties of the first level alone, and only late versions have an argument for this one.
token_version() { # APP_ID VERSION
  soon az rest --method patch --url "$graph/applications(appId='$1')" --headers Content-Type=application/json \
    --body "{\"api\":{\"requestedAccessTokenVersion\":$2}}" --output none
}

register() {
  local id monitor
  id=$(registration "$aws_app" "[$(role $assume_role_id AssumeRoleWithWebIdentity Application 'Gets tokens that AWS exchanges for a role session')]")
  # Version 1 tokens: see above. The value null means the same, but says it less clearly.
  token_version "$id" 1
  monitor=$(registration "$monitor_app" "[$(role $read_role_id Runs.Read User 'Looks at runs'),$(role $write_role_id Runs.Write User 'Terminates, purges and restarts runs')]")
  soon az ad app update --id "$monitor" --enable-id-token-issuance true
  token_version "$monitor" 2
  echo "AWS_AUDIENCE=api://$id"
  echo "MONITOR_CLIENT_ID=$monitor"
}

# Gives an identity the role of the AWS registration, unless it has it.
assign_role() { # PRINCIPAL_ID APP_ID
  local resource found
  resource=$(sp_id "$2")
  found=$(az rest --method get --url "$graph/servicePrincipals/$1/appRoleAssignments" --query "value[?appRoleId=='$assume_role_id'].id" --output tsv)
  [ -z "$found" ] || return 0
  az rest --method post --url "$graph/servicePrincipals/$resource/appRoleAssignedTo" --output none \
    --body "{\"principalId\":\"$1\",\"resourceId\":\"$resource\",\"appRoleId\":\"$assume_role_id\"}"
}

# Where people come back to, and the identity that stands for a client secret.
connect_monitor() { # APP_ID URL PRINCIPAL_ID TENANT
  local found
  az ad app update --id "$1" --web-redirect-uris "$2/.auth/login/aad/callback"
  found=$(az ad app federated-credential list --id "$1" --query "[?name=='monitor-identity'].id" --output tsv)
  [ -z "$found" ] || return 0
  az ad app federated-credential create --id "$1" --output none --parameters \
    "{\"name\":\"monitor-identity\",\"issuer\":\"https://login.microsoftonline.com/$4/v2.0\",\"subject\":\"$3\",\"audiences\":[\"api://AzureADTokenExchange\"]}"
}

assign() {
  local id monitor principal tenant monitor_id monitor_principal
  # azd names its deployments anew each time, and hands their outputs to its hooks as variables.
  output() {
    [ -z "${!1+set}" ] || { echo "${!1}"; return; }
    az deployment group show "${subscription[@]}" --resource-group "$group" --name commerce-analytics --query "properties.outputs.$1.value" --output tsv
  }
  id=$(app_id "$aws_app")
  [ -n "$id" ] || { echo "$aws_app is not registered: run entra.sh register $environment first"; exit 1; }
  principal=$(output identityPrincipalId)
  tenant=$(az account show "${subscription[@]}" --query tenantId --output tsv)
  assign_role "$principal" "$id"
  monitor=$(output monitorUrl)
  if [ -n "$monitor" ]; then
    monitor_id=$(app_id "$monitor_app")
    monitor_principal=$(output monitorPrincipalId)
    connect_monitor "$monitor_id" "$monitor" "$monitor_principal" "$tenant"
  fi
  echo "issuer:   https://sts.windows.net/$tenant/"
  echo "audience: api://$id"
  echo "subject:  $principal"
}

"$action"
