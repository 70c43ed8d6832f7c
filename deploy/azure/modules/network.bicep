metadata description = 'A virtual network: a subnet that apps call out through, one for private endpoints, and one outgoing address.'

import { Network } from '../types.bicep'

@description('Name of the network; makes the other names.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Address space, /24 or larger.')
param addressPrefix string

// A network has no way out of its own: without a gateway the apps would not reach AWS. Its address is the one that AWS sees.
resource address 'Microsoft.Network/publicIPAddresses@2024-05-01' = {
  name: '${name}-out'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIPAllocationMethod: 'Static', publicIPAddressVersion: 'IPv4' }
}

resource gateway 'Microsoft.Network/natGateways@2024-05-01' = {
  name: '${name}-gateway'
  location: location
  tags: tags
  sku: { name: 'Standard' }
  properties: { publicIpAddresses: [{ id: address.id }] }
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    // Inside the network: subnets that were resources of their own would be dropped by the next deployment of the network.
    subnets: [
      {
        name: 'apps'
        properties: {
          // Flex Consumption asks for a /27 or larger; both apps share the subnet, so it has twice that.
          addressPrefix: cidrSubnet(addressPrefix, 26, 0)
          defaultOutboundAccess: false
          natGateway: { id: gateway.id }
          delegations: [{ name: 'flex', properties: { serviceName: 'Microsoft.App/environments' } }]
        }
      }
      {
        name: 'endpoints'
        properties: { addressPrefix: cidrSubnet(addressPrefix, 26, 1), defaultOutboundAccess: false }
      }
    ]
  }

  resource apps 'subnets' existing = {
    name: 'apps'
  }

  resource endpoints 'subnets' existing = {
    name: 'endpoints'
  }
}

@description('What private endpoints and apps need of it.')
output reference Network = { id: network.id, appsSubnetId: network::apps.id, endpointsSubnetId: network::endpoints.id }

@description('The address that apps call out from.')
output outboundAddress string = address.properties.ipAddress
