metadata description = 'Names the pipeline\'s app settings.'

import { CommerceSettings, AwsSettings } from 'types.bicep'

@description('App settings by name: docs/operate/settings.md. A null keeps the default: the setting is not set at all.')
@export()
func pipelineSettings(commerce CommerceSettings, aws AwsSettings, identityClientId string) object =>
  union(
    {
      CommerceSchedule: commerce.?schedule ?? '0 0 4 * * *'
      CommerceAnalytics__ResultsBucket: commerce.resultsBucket
      Aws__Region: aws.region
      Aws__Credentials: 'ManagedIdentity'
      Aws__RoleArn: aws.roleArn
      Aws__Audience: aws.audience
      Aws__ManagedIdentityClientId: identityClientId
    },
    toObject(
      range(0, length(commerce.serviceNames)),
      index => 'CommerceAnalytics__ServiceNames__${index}',
      index => commerce.serviceNames[index]
    ),
    commerce.?summaryPrefix == null ? {} : { CommerceAnalytics__SummaryPrefix: commerce.summaryPrefix! },
    commerce.?database == null ? {} : { CommerceAnalytics__Database: commerce.database! },
    commerce.?workGroup == null ? {} : { CommerceAnalytics__WorkGroup: commerce.workGroup! },
    toObject(items(commerce.?more ?? {}), item => 'CommerceAnalytics__${replace(item.key, ':', '__')}', item => item.value)
  )

@description('App settings that make Durable Functions keep its state in the Durable Task Scheduler: they win over host.json, which stays the same.')
@export()
func schedulerSettings(endpoint string, taskHub string, identityClientId string) object => {
  AzureFunctionsJobHost__extensions__durableTask__hubName: taskHub
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'azureManaged'
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
  DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${endpoint};TaskHub=${taskHub};Authentication=ManagedIdentity;ClientID=${identityClientId}'
}
