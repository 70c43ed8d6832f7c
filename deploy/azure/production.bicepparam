using 'main.bicep'

// Names of the accounts behind them are filled in by the deployment; all parameters: deploy/azure/README.md.
param environmentName = 'production'
param alertEmails = split(readEnvironmentVariable('ALERT_EMAILS', 'on-call@example.com'), ',')
param alertWebhookSecretUri = readEnvironmentVariable('ALERT_WEBHOOK_SECRET_URI', '')
param commerce = {
  serviceNames: ['theshop-brand', 'theshop-pharmacy']
  resultsBucket: readEnvironmentVariable('RESULTS_BUCKET', 'aws-athena-query-results-123456789012-ap-northeast-2')
}
param aws = {
  region: 'ap-northeast-2'
  roleArn: readEnvironmentVariable('AWS_ROLE_ARN', 'arn:aws:iam::123456789012:role/commerce-analytics')
  audience: readEnvironmentVariable('AWS_AUDIENCE', 'api://00000000-0000-0000-0000-000000000000')
}
param monitor = {
  clientId: readEnvironmentVariable('MONITOR_CLIENT_ID', '00000000-0000-0000-0000-000000000000')
  readRoles: ['Runs.Read']
  writeRoles: ['Runs.Write']
  allowWrites: false
}
