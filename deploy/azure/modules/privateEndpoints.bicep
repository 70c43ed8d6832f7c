metadata description = 'Private endpoints of all that an app reads and writes in Azure, and the names by which it finds them.'

import { Network } from '../types.bicep'

@description('Prefix of the endpoints\' names.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('The network that they lie in.')
param network Network

@description('Whether the private DNS zones are made here.')
param createDnsZones bool

@description('Resource id of the storage account.')
param storageId string

@description('Resource id of a Key Vault. Empty: none.')
param keyVaultId string

// Packages and leases are blobs, work items queues, histories tables. Flex Consumption keeps nothing in a file share.
var storageServices = map(['blob', 'queue', 'table'], service => {
  service: service
  target: storageId
  groupId: service
  zone: 'privatelink.${service}.${environment().suffixes.storage}'
})
var vaults = empty(keyVaultId)
  ? []
  : [{ service: 'vault', target: keyVaultId, groupId: 'vault', zone: 'privatelink${replace(environment().suffixes.keyvaultDns, 'vault', 'vaultcore')}' }]
var targets = concat(storageServices, vaults)

resource endpoints 'Microsoft.Network/privateEndpoints@2024-05-01' = [
  for target in targets: {
    name: '${name}-${target.service}'
    location: location
    tags: tags
    properties: {
      subnet: { id: network.endpointsSubnetId }
      privateLinkServiceConnections: [
        { name: target.service, properties: { privateLinkServiceId: target.target, groupIds: [target.groupId] } }
      ]
    }
  }
]

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for target in targets: if (createDnsZones) {
    name: target.zone
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (target, index) in targets: if (createDnsZones) {
    parent: zones[index]
    name: name
    location: 'global'
    tags: tags
    properties: { registrationEnabled: false, virtualNetwork: { id: network.id } }
  }
]

resource records 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-05-01' = [
  for (target, index) in targets: if (createDnsZones) {
    parent: endpoints[index]
    name: 'default'
    // Until the link is there the names still lead to the public endpoint, which refuses.
    dependsOn: [links[index]]
    properties: { privateDnsZoneConfigs: [{ name: target.service, properties: { privateDnsZoneId: zones[index].id } }] }
  }
]
