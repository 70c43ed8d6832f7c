metadata description = 'All that an app\'s identity may do in Azure: run a Functions host on the storage account, and publish telemetry.'

@description('Name of the identity; makes the assignments\' names.')
param identityName string

@description('Object id of its service principal.')
param principalId string

@description('The storage account.')
param storageName string

@description('The Application Insights resource.')
param insightsName string

// What the Functions host and the Azure Storage provider of Durable Functions ask for: leases and packages in blobs, work items in queues,
// histories in tables.
var storageRoles = [
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b' // Storage Blob Data Owner
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88' // Storage Queue Data Contributor
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3' // Storage Table Data Contributor
]
// Monitoring Metrics Publisher: the one role that ingestion asks for, logs and traces included.
var telemetryRole = '3913510d-42f4-4e42-8a64-420c390055eb'

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: storageName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource onStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in storageRoles: {
    name: guid(account.id, role, identityName)
    scope: account
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource onTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(insights.id, telemetryRole, identityName)
  scope: insights
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', telemetryRole)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
