metadata description = 'Alert rules outside the app: they also tell when the app itself is gone.'

@description('Prefix of the rules\' names.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Workspace that the rules query.')
param workspaceId string

@description('Mail addresses that are told.')
param emails string[]

// threshold and operator say when a rule fires, given the number of rows that its query returns; with subjects, the number for each.
var rules = [
  {
    name: 'no-run'
    title: 'A night without a complete run'
    advice: 'No night was completed for all configured services in the last 26 hours; parts and rollbacks do not count. Runbook: "A night without a succeeded run".'
    query: loadTextContent('../alerts/succeeded-runs.kql')
    severity: 1
    every: 'PT1H'
    window: 'P2D'
    operator: 'LessThan'
    threshold: 1
    subjects: []
    resolves: true
  }
  {
    name: 'failed-run'
    title: 'A run failed'
    advice: 'A run ended with failed tables, or a night was missed or not started. The line names tables and report. The alert resolves by itself after an hour or two, mended or not. Runbook: "A run failed".'
    query: loadTextContent('../alerts/failed-runs.kql')
    severity: 2
    every: 'PT15M'
    // Longer than the query looks: what arrives late, or was logged before, must be seen to be told once.
    window: 'P1D'
    operator: 'GreaterThan'
    threshold: 0
    // An alert for each run: while one is open, another run that fails is told all the same.
    subjects: [{ name: 'Subject', operator: 'Include', values: ['*'] }]
    resolves: true
  }
  {
    name: 'throttled'
    title: 'AWS throttles the pipeline'
    advice: 'AWS refused more than 20 submissions in half an hour; the run waits and goes on, but later than usual. Runbook: "Throttles".'
    query: loadTextContent('../alerts/throttles.kql')
    severity: 3
    every: 'PT15M'
    window: 'PT30M'
    operator: 'GreaterThan'
    threshold: 20
    subjects: []
    resolves: false
  }
]

resource onCall 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${name}-on-call'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'commerce'
    emailReceivers: [
      for (email, index) in emails: { name: 'mail-${index}', emailAddress: email, useCommonAlertSchema: true }
    ]
  }
}

resource alertRules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: '${name}-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: rule.advice
      severity: rule.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: rule.every
      windowSize: rule.window
      autoMitigate: rule.resolves
      // A fresh workspace has no AppTraces yet, and the rule must be creatable all the same.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: rule.operator
            threshold: rule.threshold
            dimensions: rule.subjects
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [onCall.id] }
    }
  }
]

@description('The people on call, for other rules.')
output actionGroupId string = onCall.id
