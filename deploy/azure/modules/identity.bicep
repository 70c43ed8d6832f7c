metadata description = 'A user-assigned managed identity.'

import { Identity } from '../types.bicep'

@description('Name of the identity.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
  tags: tags
}

@description('What an app needs to use it.')
output reference Identity = { id: identity.id, clientId: identity.properties.clientId }

@description('Object id of its service principal: role assignments and the AWS trust name it.')
output principalId string = identity.properties.principalId
