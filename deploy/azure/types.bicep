metadata description = 'Shapes that the templates share.'

@description('Settings of section CommerceAnalytics that differ between environments; all others keep the defaults of docs/operate/settings.md or come by more.')
@export()
type CommerceSettings = {
  @description('When the nightly run starts: NCRONTAB with six fields, UTC. Null keeps 04:00.')
  schedule: string?

  @description('Services of a run that names none.')
  @minLength(1)
  serviceNames: string[]

  @description('S3 bucket for summaries, reports and query results.')
  resultsBucket: string

  @description('Key prefix in that bucket. Null keeps commerce-summary.')
  summaryPrefix: string?

  @description('Database of the summary tables. Null keeps log_db.')
  database: string?

  @description('Athena workgroup. Null keeps primary.')
  workGroup: string?

  @description('Any other settings, by their names in docs/operate/settings.md without the section, e.g. { ReportingTimeZone: \'Asia/Seoul\' }.')
  more: { *: string }?
}

@description('Settings of section Aws.')
@export()
type AwsSettings = {
  @description('Region of Athena, Glue, S3 and STS.')
  region: string

  @description('Role to take on: output RoleArn of deploy/aws.')
  roleArn: string

  @description('App ID URI of the app registration that the role trusts: entra.sh prints it.')
  audience: string
}

@description('The Durable Functions Monitor.')
@export()
type MonitorSettings = {
  @description('Client id of its app registration: entra.sh prints it.')
  clientId: string

  @description('App roles that may look. Assigned to people or groups in the app registration.')
  readRoles: string[]

  @description('Whether people with writeRoles may also terminate, suspend, purge and restart. False refuses everybody, whatever their role.')
  allowWrites: bool

  @description('App roles that may also change instances, once allowWrites is true.')
  writeRoles: string[]
}

@description('A virtual network of the environment\'s own: apps call out through it, and reach storage over private endpoints alone.')
@export()
type NetworkSettings = {
  @description('Address space, /24 or larger: its first /26 holds the apps, its second the private endpoints. It may not overlap with networks that it is peered with.')
  addressPrefix: string

  @description('Whether the private DNS zones are made here. False where a policy of the landing zone registers private endpoints in zones of its own. Null: true.')
  createDnsZones: bool?

  @description('Resource id of the Key Vault of alertWebhookSecretUri and digestWebhookSecretUri, where that is closed to the public too. Null: no private endpoint to a vault.')
  keyVaultId: string?
}

@description('The Durable Task Scheduler as the back end of Durable Functions, in place of the storage account.')
@export()
type SchedulerSettings = {
  @description('Consumption is paid by action; Dedicated by capacity unit and hour.')
  sku: 'Consumption' | 'Dedicated'

  @description('Capacity units of a Dedicated one. Null: 1.')
  @minValue(1)
  @maxValue(3)
  capacity: int?

  @description('Addresses that may reach it, as CIDR. Null: with a network its outgoing address alone, else all; who calls needs a role in any case.')
  @minLength(1)
  ipAllowlist: string[]?
}

@description('A user-assigned managed identity.')
@export()
type Identity = {
  id: string
  clientId: string
}

@description('The storage account that apps reach by identity.')
@export()
type Storage = {
  name: string
  blobEndpoint: string
}

@description('A virtual network with a subnet for apps and one for private endpoints.')
@export()
type Network = {
  id: string
  appsSubnetId: string
  endpointsSubnetId: string
}

@description('Where telemetry goes.')
@export()
type Telemetry = {
  connectionString: string
  workspaceId: string
}

@description('Instances that are kept warm for a group of functions.')
@export()
type AlwaysReady = {
  name: string
  @minValue(1)
  instanceCount: int
}
