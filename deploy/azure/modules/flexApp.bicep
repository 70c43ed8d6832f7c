metadata description = 'A Functions app on a Flex Consumption plan of its own (the plan holds one app), that reaches storage and telemetry by identity.'

import { Identity, Storage, Telemetry, AlwaysReady } from '../types.bicep'

@description('Name of the app.')
@maxLength(32)
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('The app\'s identity.')
param identity Identity

@description('Storage of the Functions host and the task hub.')
param storage Storage

@description('Container that the app\'s package lies in.')
param packageContainer string

@description('Where telemetry goes.')
param telemetry Telemetry

@description('Version of .NET, isolated worker.')
param runtimeVersion string

@description('Instances kept warm.')
param alwaysReady AlwaysReady[] = []

// Fewer would also keep instances from being taken away in the middle of a run. But some regions refuse less than 40, and where a limit counts for all
// functions together, timers and HTTP wait for an instance behind the durable group.
@description('Most instances.')
@minValue(1)
@maxValue(1000)
param maximumInstances int = 40

@description('Subnet that the app calls out through. Empty: none.')
param subnetId string = ''

@description('App settings. No secrets: those are Key Vault references.')
param settings object

var hostSettings = {
  AzureWebJobsStorage__accountName: storage.name
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identity.clientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: telemetry.connectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.clientId};Authorization=AAD'
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: '${name}-plan'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity.id}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    // Flex Consumption sends everything through the subnet: storage, Entra ID, telemetry and AWS.
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    keyVaultReferenceIdentity: identity.id
    siteConfig: { minTlsVersion: '1.2', ftpsState: 'Disabled', http20Enabled: true }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.blobEndpoint}${packageContainer}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
        }
      }
      runtime: { name: 'dotnet-isolated', version: runtimeVersion }
      scaleAndConcurrency: { alwaysReady: alwaysReady, maximumInstanceCount: maximumInstances, instanceMemoryMB: 2048 }
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(hostSettings, settings)
  }

  // Deployment is by Entra ID: the two publishing passwords are off.
  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: app
  properties: {
    workspaceId: telemetry.workspaceId
    logs: [{ category: 'FunctionAppLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('Name of the app.')
output name string = app.name

@description('Address of the app.')
output url string = 'https://${app.properties.defaultHostName}'
