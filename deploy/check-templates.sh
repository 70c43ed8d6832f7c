#!/usr/bin/env bash
# usage: check-templates.sh OUT_FOLDER
# Lints and builds deploy/azure with the Bicep compiler that the tests use (a NuGet package), and lints deploy/aws with cfn-lint. Needs no account.
set -euo pipefail
out=${1:?usage: check-templates.sh OUT_FOLDER}
mkdir -p "$out"
out=$(cd "$out" && pwd)
cd "$(dirname "$0")"

folder=$(dotnet msbuild ../tests/Deploy.Tests -restore -getProperty:PkgAzure_Bicep_CommandLine_linux-x64 | tail -n 1)
bicep="$folder/tools/bicep"
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

quiet() { # what a compiler has to say is a failure, also where it calls it a warning
  local said
  said=$("$@" 2>&1) || { echo "$said"; return 1; }
  [ -z "$said" ] || { echo "$said"; return 1; }
}

quiet "$bicep" lint azure/main.bicep
quiet "$bicep" build azure/main.bicep --outfile "$out/main.json"
for parameters in azure/*.bicepparam; do
  quiet "$bicep" build-params "$parameters" --outfile "$out/$(basename "$parameters" .bicepparam).parameters.json"
done
echo "Bicep: built, nothing to warn of"

if command -v cfn-lint >/dev/null; then
  quiet cfn-lint aws/*.yaml
  echo "CloudFormation: linted, nothing to warn of"
else
  echo "CloudFormation: not linted, cfn-lint is not installed (pip install cfn-lint)"
fi
