metadata description = 'Everything of one environment: the Functions app, its identity, storage, telemetry, alert rules and monitor.'

targetScope = 'resourceGroup'

import { CommerceSettings, AwsSettings, MonitorSettings, NetworkSettings, SchedulerSettings } from 'types.bicep'
import { pipelineSettings, schedulerSettings } from 'settings.bicep'

@description('Name of the environment; part of every resource name.')
@allowed(['staging', 'production'])
param environmentName string

@description('Region of all resources. It must offer Flex Consumption: az functionapp list-flexconsumption-locations.')
param location string = resourceGroup().location

@description('What the pipeline reads, writes and when: docs/operate/settings.md, section CommerceAnalytics.')
param commerce CommerceSettings

@description('How AWS is reached: docs/operate/settings.md, section Aws. The identity is created here, so its client id is not asked for.')
param aws AwsSettings

@description('Key Vault secret that holds the address that is told of failed, late and recovered runs, e.g. https://vault.vault.azure.net/secrets/alert-webhook. The app\'s identity needs the role Key Vault Secrets User on it. Empty: none.')
param alertWebhookSecretUri string = ''

@description('Key Vault secret that holds the address that is told each night\'s figures: docs/operate/messages.md. The same role is needed. Empty: none.')
param digestWebhookSecretUri string = ''

@description('Mail addresses of the people on call, told by the alert rules outside the app. At least one.')
@minLength(1)
param alertEmails string[]

@description('The Durable Functions Monitor, an app of its own, which reads task hubs in storage: with a scheduler there is none. Null: none.')
param monitor MonitorSettings?

@description('Virtual network with private endpoints. Null: none; storage is reached over its public endpoint, by identity alone.')
param network NetworkSettings?

@description('Durable Task Scheduler as the back end of Durable Functions; the package must be built for it: deploy/azure/README.md. Null: the storage account.')
param scheduler SchedulerSettings?

@description('Minutes between two availability tests of GET /api/health/probe, from each of three places, with an alert of their own. They are billed, and each may start an instance. 0: none.')
@allowed([0, 5, 10, 15])
param availabilityTestMinutes int = 0

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

// Both apps use one storage account, and the Functions host tells apps there apart by the first 32 characters of their names: they are short.
var suffix = take(uniqueString(resourceGroup().id), 6)
var appName = 'commerce-${take(environmentName, 7)}-${suffix}'
var identityName = '${appName}-id'
var monitorIdentityName = '${appName}-mon-id'
var storageName = 'commerce${take(environmentName, 4)}${suffix}'
var insightsName = '${appName}-insights'
var tags = { application: 'commerce-analytics', environment: environmentName }
// The monitor reads task hubs that lie in storage, and none else.
var hasMonitor = monitor != null && scheduler == null
var taskHub = string(loadJsonContent('../../host.json').extensions.durableTask.hubName)

module privateNetwork 'modules/network.bicep' = if (network != null) {
  params: { name: '${appName}-net', location: location, tags: tags, addressPrefix: network!.addressPrefix }
}

module identity 'modules/identity.bicep' = {
  params: { name: identityName, location: location, tags: tags }
}

module telemetry 'modules/telemetry.bicep' = {
  params: {
    workspaceName: '${appName}-logs'
    insightsName: insightsName
    location: location
    tags: tags
    retentionDays: logRetentionDays
  }
}

module storage 'modules/storage.bicep' = {
  params: {
    name: storageName
    location: location
    tags: tags
    workspaceId: telemetry.outputs.workspaceId
    isPublic: network == null
  }
}

module endpoints 'modules/privateEndpoints.bicep' = if (network != null) {
  params: {
    name: appName
    location: location
    tags: tags
    network: privateNetwork!.outputs.reference
    createDnsZones: network!.?createDnsZones ?? true
    storageId: storage.outputs.id
    keyVaultId: network!.?keyVaultId ?? ''
  }
}

module taskScheduler 'modules/scheduler.bicep' = if (scheduler != null) {
  params: {
    name: '${appName}-dts'
    location: location
    tags: tags
    sku: scheduler!.sku
    capacity: scheduler!.?capacity ?? 1
    ipAllowlist: scheduler!.?ipAllowlist ?? (network == null ? ['0.0.0.0/0'] : ['${privateNetwork!.outputs.outboundAddress}/32'])
    taskHub: taskHub
    principalId: identity.outputs.principalId
    identityName: identityName
  }
}

module access 'modules/access.bicep' = {
  dependsOn: [storage, telemetry]
  params: {
    identityName: identityName
    principalId: identity.outputs.principalId
    storageName: storageName
    insightsName: insightsName
  }
}

module pipeline 'modules/flexApp.bicep' = {
  // Without its roles, and a way to its storage, the host cannot start.
  dependsOn: [access, endpoints]
  params: {
    name: appName
    location: location
    // By this tag azd finds the app of its service of that name: azure.yaml.
    tags: union(tags, { 'azd-service-name': 'app' })
    subnetId: privateNetwork.?outputs.reference.appsSubnetId ?? ''
    identity: identity.outputs.reference
    storage: storage.outputs.reference
    packageContainer: storage.outputs.pipelineContainer
    telemetry: telemetry.outputs.reference
    runtimeVersion: '10.0'
    // Orchestrators, activities and the queues they wait on keep one warm instance: no cold start at 04:00, and none between two polls.
    alwaysReady: [{ name: 'durable', instanceCount: 1 }]
    settings: union(
      pipelineSettings(commerce, aws, identity.outputs.reference.clientId),
      empty(alertWebhookSecretUri) ? {} : { CommerceAnalytics__AlertWebhookUrl: '@Microsoft.KeyVault(SecretUri=${alertWebhookSecretUri})' },
      empty(digestWebhookSecretUri) ? {} : { CommerceAnalytics__DigestWebhookUrl: '@Microsoft.KeyVault(SecretUri=${digestWebhookSecretUri})' },
      scheduler == null ? {} : schedulerSettings(taskScheduler!.outputs.endpoint, taskHub, identity.outputs.reference.clientId)
    )
  }
}

module alerts 'modules/alerts.bicep' = {
  params: {
    name: appName
    location: location
    tags: tags
    workspaceId: telemetry.outputs.workspaceId
    emails: alertEmails
  }
}

module availability 'modules/availability.bicep' = if (availabilityTestMinutes > 0) {
  params: {
    name: appName
    location: location
    tags: tags
    insightsName: insightsName
    appUrl: pipeline.outputs.url
    minutes: availabilityTestMinutes
    actionGroupId: alerts.outputs.actionGroupId
  }
}

// An identity of its own: the monitor needs the task hub, never AWS.
module monitorIdentity 'modules/identity.bicep' = if (hasMonitor) {
  params: { name: monitorIdentityName, location: location, tags: tags }
}

module monitorAccess 'modules/access.bicep' = if (hasMonitor) {
  dependsOn: [storage, telemetry]
  params: {
    identityName: monitorIdentityName
    principalId: monitorIdentity!.outputs.principalId
    storageName: storageName
    insightsName: insightsName
  }
}

module monitorApp 'modules/monitor.bicep' = if (hasMonitor) {
  dependsOn: [monitorAccess, endpoints]
  params: {
    name: 'commerce-mon-${take(environmentName, 4)}-${suffix}'
    location: location
    tags: tags
    subnetId: privateNetwork.?outputs.reference.appsSubnetId ?? ''
    identity: monitorIdentity!.outputs.reference
    storage: storage.outputs.reference
    packageContainer: storage.outputs.monitorContainer
    telemetry: telemetry.outputs.reference
    taskHub: taskHub
    monitor: monitor!
  }
}

@description('Name of the Functions app: deploy.sh and azd deploy to it.')
output appName string = appName

@description('Address of the Functions app.')
output appUrl string = pipeline.outputs.url

@description('Name of the monitor\'s app; empty without one.')
output monitorName string = monitorApp.?outputs.name ?? ''

@description('Address of the monitor; empty without one.')
output monitorUrl string = monitorApp.?outputs.url ?? ''

@description('Object id of the identity\'s service principal: the subject that the AWS role trusts.')
output identityPrincipalId string = identity.outputs.principalId

@description('Object id of the monitor\'s identity; empty without one. entra.sh lets it sign in for the monitor.')
output monitorPrincipalId string = monitorIdentity.?outputs.principalId ?? ''

@description('Address that the apps call AWS from; empty without a network, where it is one of many of the region.')
output outboundAddress string = privateNetwork.?outputs.outboundAddress ?? ''

@description('Address of the scheduler; empty without one.')
output schedulerEndpoint string = taskScheduler.?outputs.endpoint ?? ''
