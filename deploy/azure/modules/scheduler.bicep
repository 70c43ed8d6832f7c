metadata description = 'A Durable Task Scheduler with one task hub, and the right of an app\'s identity to work there.'

@description('Name of the scheduler.')
param name string

@description('Region: az provider show --namespace Microsoft.DurableTask lists those that have it.')
param location string

@description('Tags.')
param tags object

@description('Consumption or Dedicated.')
param sku string

@description('Capacity units of a Dedicated one.')
param capacity int

@description('Addresses that may reach it, as CIDR. An empty list would refuse all.')
@minLength(1)
param ipAllowlist string[]

@description('Name of the task hub.')
param taskHub string

@description('Object id of the service principal of the app\'s identity.')
param principalId string

@description('Name of that identity; makes the assignment\'s name.')
param identityName string

// Durable Task Data Contributor: runs orchestrations, starts, queries and ends them.
var dataRole = '0ad04412-c4d5-4796-b79c-f76d14c8d402'

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: sku == 'Dedicated' ? { name: sku, capacity: capacity } : { name: sku }
    ipAllowlist: ipAllowlist
  }

  resource hub 'taskHubs' = {
    name: taskHub
  }
}

resource onScheduler 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(scheduler.id, dataRole, identityName)
  scope: scheduler
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataRole)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

@description('Address of the scheduler.')
output endpoint string = scheduler.properties.endpoint
