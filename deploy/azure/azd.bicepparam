using 'main.bicep'

// All of it from the azd environment (azd env set NAME VALUE); the variables are those of deploy/azure/README.md.
param environmentName = readEnvironmentVariable('COMMERCE_ENVIRONMENT', 'staging')
param location = readEnvironmentVariable('AZURE_LOCATION', 'koreacentral')
param alertEmails = split(readEnvironmentVariable('ALERT_EMAILS', 'on-call@example.com'), ',')
param logRetentionDays = 30
param commerce = {
  serviceNames: split(readEnvironmentVariable('SERVICE_NAMES', 'theshop-brand'), ',')
  resultsBucket: readEnvironmentVariable('RESULTS_BUCKET', 'aws-athena-query-results-123456789012-ap-northeast-2')
  summaryPrefix: readEnvironmentVariable('SUMMARY_PREFIX', 'commerce-summary-staging')
  database: readEnvironmentVariable('DATABASE', 'log_db_staging')
  more: { EventsDatabase: readEnvironmentVariable('EVENTS_DATABASE', 'log_db') }
}
param aws = {
  region: readEnvironmentVariable('AWS_REGION', 'ap-northeast-2')
  roleArn: readEnvironmentVariable('AWS_ROLE_ARN', 'arn:aws:iam::123456789012:role/commerce-analytics-staging')
  audience: readEnvironmentVariable('AWS_AUDIENCE', 'api://00000000-0000-0000-0000-000000000000')
}
param network = empty(readEnvironmentVariable('NETWORK_PREFIX', '')) ? null : { addressPrefix: readEnvironmentVariable('NETWORK_PREFIX', '') }
