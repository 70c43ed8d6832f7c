metadata description = 'Log Analytics workspace and Application Insights, written with Entra ID tokens only.'

import { Telemetry } from '../types.bicep'

@description('Name of the workspace.')
param workspaceName string

@description('Name of the Application Insights resource.')
param insightsName string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Days that logs are kept.')
param retentionDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    retentionInDays: retentionDays
    sku: { name: 'PerGB2018' }
    features: { enableLogAccessUsingOnlyResourcePermissions: true }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    // The connection string alone opens nothing.
    DisableLocalAuth: true
  }
}

@description('What an app needs to send telemetry.')
output reference Telemetry = { connectionString: insights.properties.ConnectionString, workspaceId: workspace.id }

@description('The workspace.')
output workspaceId string = workspace.id
