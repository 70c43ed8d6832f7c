metadata description = 'The storage account of the Functions host, the task hub and the apps\' packages. No account key works on it.'

import { Storage } from '../types.bicep'

@description('Name: 3 to 24 lower-case letters and digits.')
@minLength(3)
@maxLength(24)
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Workspace of the diagnostic settings.')
param workspaceId string

@description('Whether the account can be reached from outside its private endpoints; its identities need their roles in any case.')
param isPublic bool

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled'
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: { deleteRetentionPolicy: { enabled: true, days: 7 } }

    resource pipelinePackages 'containers' = {
      name: 'pipeline-packages'
    }

    resource monitorPackages 'containers' = {
      name: 'monitor-packages'
    }
  }
}

// Deletes are few and tell of purges and of packages that went; reads and writes are the task hub's polling, which nobody would read.
resource deletes 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: account::blobs
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'StorageDelete', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

@description('Resource id of the account.')
output id string = account.id

@description('What an app needs to use it.')
output reference Storage = { name: account.name, blobEndpoint: account.properties.primaryEndpoints.blob }

@description('Container of the pipeline\'s package.')
output pipelineContainer string = account::blobs::pipelinePackages.name

@description('Container of the monitor\'s package.')
output monitorContainer string = account::blobs::monitorPackages.name
