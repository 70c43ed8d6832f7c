using 'main.bicep'

// Names of the accounts behind them are filled in by the deployment; all parameters: deploy/azure/README.md.
param environmentName = 'staging'
param alertEmails = split(readEnvironmentVariable('ALERT_EMAILS', 'on-call@example.com'), ',')
param logRetentionDays = 30
param commerce = {
  // Half an hour before production: a bad version shows here first. Its Athena queries are over by then or wait their turn.
  schedule: '0 30 3 * * *'
  serviceNames: ['theshop-brand']
  resultsBucket: readEnvironmentVariable('RESULTS_BUCKET', 'aws-athena-query-results-123456789012-ap-northeast-2')
  summaryPrefix: 'commerce-summary-staging'
  database: 'log_db_staging'
  more: { EventsDatabase: 'log_db', MaxConcurrentQueries: '3' }
}
param aws = {
  region: 'ap-northeast-2'
  roleArn: readEnvironmentVariable('AWS_ROLE_ARN', 'arn:aws:iam::123456789012:role/commerce-analytics-staging')
  audience: readEnvironmentVariable('AWS_AUDIENCE', 'api://00000000-0000-0000-0000-000000000000')
}
