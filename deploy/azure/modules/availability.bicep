metadata description = 'A test that asks the app for its health from outside the region, and the alert on it. A Flex Consumption plan has no health check of its own.'

@description('Prefix of the names.')
param name string

@description('Region of the Application Insights resource, where the test is kept.')
param location string

@description('Tags.')
param tags object

@description('Application Insights resource that the results go to.')
param insightsName string

@description('Address of the app.')
param appUrl string

@description('Minutes between two tests of a place.')
param minutes int

@description('Action group that is told.')
param actionGroupId string

// Three places, and an alert once two of them agree: the way of one place to the app may be broken while the app is well.
var places = ['emea-nl-ams-azr', 'us-va-ash-azr', 'apac-sg-sin-azr']

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource test 'Microsoft.Insights/webtests@2022-06-15' = {
  name: '${name}-health'
  location: location
  // The link is how Application Insights finds the test.
  tags: union(tags, { 'hidden-link:${insights.id}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: '${name}-health'
    Name: 'Health of the pipeline'
    Enabled: true
    Kind: 'standard'
    Frequency: minutes * 60
    // An app that was scaled to none takes some seconds to start.
    Timeout: 60
    RetryEnabled: true
    Locations: [for place in places: { Id: place }]
    Request: { RequestUrl: '${appUrl}/api/health/probe', HttpVerb: 'GET', ParseDependentRequests: false }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 7 }
  }
}

resource alert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-health'
  location: 'global'
  tags: tags
  properties: {
    description: 'The app does not answer, or the next night would fail. GET /api/health says why: docs/operate/health.md.'
    severity: 1
    enabled: true
    scopes: [test.id, insights.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: test.id
      componentId: insights.id
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: actionGroupId }]
  }
}
