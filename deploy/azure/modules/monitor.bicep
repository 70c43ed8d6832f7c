metadata description = 'The Durable Functions Monitor as an app of its own on the pipeline\'s task hub, behind Entra ID sign-in.'

import { Identity, Storage, Telemetry, MonitorSettings } from '../types.bicep'

@description('Name of the app.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Its identity, which also stands for a client secret when people sign in.')
param identity Identity

@description('Storage that the task hub lies in.')
param storage Storage

@description('Container that the app\'s package lies in.')
param packageContainer string

@description('Where telemetry goes.')
param telemetry Telemetry

@description('Subnet that the app calls out through. Empty: none.')
param subnetId string = ''

@description('The task hub that is shown, and no other.')
param taskHub string

@description('Who may do what.')
param monitor MonitorSettings

var issuer = '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'

module app 'flexApp.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    identity: identity
    storage: storage
    packageContainer: packageContainer
    telemetry: telemetry
    // The monitor's package is built for .NET 8, which is out of support: it runs on what the pipeline runs on.
    runtimeVersion: '10.0'
    maximumInstances: 40
    subnetId: subnetId
    settings: union(
      {
        DOTNET_ROLL_FORWARD: 'Major'
        DFM_HUB_NAME: taskHub
        DFM_MODE: monitor.allowWrites ? 'Normal' : 'ReadOnly'
        DFM_ALLOWED_READ_ONLY_APP_ROLES: join(monitor.readRoles, ',')
        WEBSITE_AUTH_CLIENT_ID: monitor.clientId
        WEBSITE_AUTH_OPENID_ISSUER: issuer
        // Tells App Service to sign in with the identity's assertion: no client secret is stored.
        OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: identity.clientId
      },
      empty(monitor.writeRoles) ? {} : { DFM_ALLOWED_APP_ROLES: join(monitor.writeRoles, ',') }
    )
  }
}

resource site 'Microsoft.Web/sites@2024-04-01' existing = {
  name: name
  dependsOn: [app]

  resource signIn 'config' = {
    name: 'authsettingsV2'
    properties: {
      platform: { enabled: true }
      globalValidation: { requireAuthentication: true, unauthenticatedClientAction: 'RedirectToLoginPage', redirectToProvider: 'azureactivedirectory' }
      httpSettings: { requireHttps: true }
      identityProviders: {
        azureActiveDirectory: {
          enabled: true
          registration: {
            clientId: monitor.clientId
            clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
            openIdIssuer: issuer
          }
          validation: { allowedAudiences: [monitor.clientId] }
        }
      }
      login: { tokenStore: { enabled: false } }
    }
  }
}

@description('Name of the app.')
output name string = app.outputs.name

@description('Address of the app.')
output url string = app.outputs.url
