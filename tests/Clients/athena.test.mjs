import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  AthenaClient, BatchGetQueryExecutionCommand, GetDatabaseCommand, GetDataCatalogCommand, GetQueryExecutionCommand, GetQueryResultsCommand,
  GetQueryRuntimeStatisticsCommand, GetTableMetadataCommand, GetWorkGroupCommand, ListDataCatalogsCommand, ListQueryExecutionsCommand,
  ListWorkGroupsCommand, paginateGetQueryResults, paginateListDatabases, paginateListDataCatalogs, paginateListQueryExecutions,
  paginateListTableMetadata, paginateListWorkGroups, StartQueryExecutionCommand, StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { all, client, fresh, refused } from './harness.mjs';

const athena = client(AthenaClient);
const output = 's3://athena-results/out/';
const catalog = 'AwsDataCatalog';

const start = (sql, more = {}) =>
  athena.send(new StartQueryExecutionCommand({ QueryString: sql, ResultConfiguration: { OutputLocation: output }, ...more }));

const look = async id => (await athena.send(new GetQueryExecutionCommand({ QueryExecutionId: id }))).QueryExecution;

async function ended(id) {
  for (;;) {
    const query = await look(id);
    if (!['QUEUED', 'RUNNING'].includes(query.Status.State)) return query;
  }
}

async function run(sql, more) {
  const query = await ended((await start(sql, more)).QueryExecutionId);
  assert.equal(query.Status.State, 'SUCCEEDED', query.Status.StateChangeReason);
  return query;
}

async function rows(sql) {
  const { QueryExecutionId } = await run(sql);
  const { ResultSet } = await athena.send(new GetQueryResultsCommand({ QueryExecutionId }));
  return ResultSet.Rows.map(row => row.Data.map(datum => datum.VarCharValue));
}

before(async () => {
  await client(S3Client, { forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: 'athena-results' }));
  await run('CREATE DATABASE shop');
  await run("CREATE TABLE shop.words WITH (external_location = 's3://athena-results/words/') AS SELECT * FROM (VALUES ('a', 1), ('b', NULL)) AS t (word, n)");
});

test('StartQueryExecution: a SELECT gets an id and succeeds', async () => {
  const { QueryExecutionId } = await start('SELECT 1');
  assert.match(QueryExecutionId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.equal((await ended(QueryExecutionId)).Status.State, 'SUCCEEDED');
});

test('StartQueryExecution: the same token and question give the same query', async () => {
  const more = { ClientRequestToken: fresh('token-of-thirty-two-characters-') };
  assert.equal((await start('SELECT 2', more)).QueryExecutionId, (await start('SELECT 2', more)).QueryExecutionId);
});

test('StartQueryExecution: the same token with another question is refused', async () => {
  const more = { ClientRequestToken: fresh('token-of-thirty-two-characters-') };
  await start('SELECT 2', more);
  await refused(start('SELECT 3', more), 'InvalidRequestException', 'Idempotent parameters do not match');
});

test('StartQueryExecution: a short token is refused', () =>
  refused(start('SELECT 1', { ClientRequestToken: 'short' }), 'InvalidRequestException'));

test('StartQueryExecution: without an output location it is refused', () =>
  refused(start('SELECT 1', { ResultConfiguration: {} }), 'InvalidRequestException', 'No output location provided'));

test('StartQueryExecution: a syntax error is refused with line and column', async () => {
  const error = await refused(start('SELEC 1'), 'InvalidRequestException', 'line 1:1');
  assert.equal(error.AthenaErrorCode, 'MALFORMED_QUERY');
  assert.equal(error.$metadata.httpStatusCode, 400);
});

test('StartQueryExecution: a query of more than 262,144 bytes is refused', () =>
  refused(start(`SELECT '${'x'.repeat(262_144)}'`), 'InvalidRequestException'));

test('StartQueryExecution: an unknown workgroup is refused', () =>
  refused(start('SELECT 1', { WorkGroup: 'nobody' }), 'InvalidRequestException', 'is not found'));

test('StartQueryExecution: the database of the context is where names are looked up', async () =>
  assert.equal((await run('SELECT * FROM words', { QueryExecutionContext: { Database: 'shop' } })).QueryExecutionContext.Database, 'shop'));

test('GetQueryExecution: a SELECT has kind, place, times and statistics', async () => {
  const query = await run('SELECT word FROM shop.words');
  assert.equal(query.StatementType, 'DML');
  assert.equal(query.SubstatementType, 'SELECT');
  assert.equal(query.WorkGroup, 'primary');
  assert.equal(query.ResultConfiguration.OutputLocation, `${output}${query.QueryExecutionId}.csv`);
  assert.ok(query.Status.SubmissionDateTime instanceof Date && query.Status.CompletionDateTime >= query.Status.SubmissionDateTime);
  assert.ok(query.Statistics.DataScannedInBytes > 0 && query.Statistics.TotalExecutionTimeInMillis >= query.Statistics.EngineExecutionTimeInMillis);
  assert.equal(query.EngineVersion.EffectiveEngineVersion, 'Athena engine version 3');
});

test('GetQueryExecution: a CTAS has a manifest', async () => {
  const query = await run(`CREATE TABLE shop.${fresh('t')} AS SELECT 1 AS n`);
  assert.equal(query.SubstatementType, 'CREATE_TABLE_AS_SELECT');
  assert.equal(query.Statistics.DataManifestLocation, `${output}tables/${query.QueryExecutionId}-manifest.csv`);
});

test('GetQueryExecution: a failed query has a reason and an AthenaError', async () => {
  const query = await ended((await start('SELECT * FROM shop.nothing')).QueryExecutionId);
  assert.equal(query.Status.State, 'FAILED');
  assert.match(query.Status.StateChangeReason, /TABLE_NOT_FOUND.*nothing/);
  assert.equal(query.Status.AthenaError.ErrorCategory, 2);
  assert.equal(query.Status.AthenaError.Retryable, false);
  assert.equal(typeof query.Status.AthenaError.ErrorType, 'number');
});

test('GetQueryExecution: an unknown id is refused', () =>
  refused(look('00000000-0000-4000-8000-000000000000'), 'InvalidRequestException', 'was not found'));

test('BatchGetQueryExecution: known and unknown ids are told apart', async () => {
  const { QueryExecutionId } = await run('SELECT 4');
  const answer = await athena.send(new BatchGetQueryExecutionCommand({ QueryExecutionIds: [QueryExecutionId, '00000000-0000-4000-8000-000000000000'] }));
  assert.deepEqual(answer.QueryExecutions.map(q => q.QueryExecutionId), [QueryExecutionId]);
  assert.equal(answer.UnprocessedQueryExecutionIds[0].ErrorCode, 'QUERY_EXECUTION_NOT_FOUND');
});

test('BatchGetQueryExecution: more than 50 ids are refused', () =>
  refused(athena.send(new BatchGetQueryExecutionCommand({ QueryExecutionIds: Array(51).fill('00000000-0000-4000-8000-000000000000') })), 'InvalidRequestException'));

test('StopQueryExecution: a query that has ended stays as it is', async () => {
  const { QueryExecutionId } = await run('SELECT 5');
  await athena.send(new StopQueryExecutionCommand({ QueryExecutionId }));
  assert.equal((await look(QueryExecutionId)).Status.State, 'SUCCEEDED');
});

test('StopQueryExecution: a long query is cancelled', async () => {
  const { QueryExecutionId } = await start(
    'SELECT count(*) FROM UNNEST(sequence(1, 10000)) AS a (x) CROSS JOIN UNNEST(sequence(1, 10000)) AS b (y) CROSS JOIN UNNEST(sequence(1, 10000)) AS c (z) WHERE (x * y + z) % 7 = 3');
  await athena.send(new StopQueryExecutionCommand({ QueryExecutionId }));
  assert.equal((await ended(QueryExecutionId)).Status.State, 'CANCELLED');
});

test('ListQueryExecutions: newest first, in pages', async () => {
  const ids = [];
  for (let i = 0; i < 3; i++) ids.unshift((await run(`SELECT ${i}`)).QueryExecutionId);
  const page = await athena.send(new ListQueryExecutionsCommand({ MaxResults: 2 }));
  assert.deepEqual(page.QueryExecutionIds, ids.slice(0, 2));
  assert.ok(page.NextToken);
  assert.equal((await all(paginateListQueryExecutions({ client: athena, pageSize: 2 }, {}), 'QueryExecutionIds')).indexOf(ids[2]), 2);
});

test('GetQueryResults: the first row is the header, values are texts, NULL is absent', async () => {
  assert.deepEqual(await rows('SELECT word, n FROM shop.words ORDER BY word'), [['word', 'n'], ['a', '1'], ['b', undefined]]);
});

test('GetQueryResults: columns have Athena types', async () => {
  const { QueryExecutionId } = await run("SELECT 1 AS i, bigint '2' AS b, 1.5e0 AS d, 1.50 AS m, 'x' AS s, true AS t, date '2025-01-02' AS day");
  const { ResultSet } = await athena.send(new GetQueryResultsCommand({ QueryExecutionId }));
  assert.deepEqual(ResultSet.ResultSetMetadata.ColumnInfo.map(c => c.Type), ['integer', 'bigint', 'double', 'decimal', 'varchar', 'boolean', 'date']);
  assert.deepEqual(ResultSet.Rows[1].Data.map(d => d.VarCharValue), ['1', '2', '1.5', '1.50', 'x', 'true', '2025-01-02']);
});

test('GetQueryResults: the paginator gives every row once', async () => {
  const { QueryExecutionId } = await run('SELECT n FROM UNNEST(sequence(1, 2500)) AS t (n) ORDER BY n');
  const values = [];
  for await (const page of paginateGetQueryResults({ client: athena, pageSize: 1000 }, { QueryExecutionId })) {
    assert.ok(page.ResultSet.Rows.length <= 1000);
    values.push(...page.ResultSet.Rows.map(row => row.Data[0].VarCharValue));
  }
  assert.deepEqual(values, ['n', ...Array.from({ length: 2500 }, (_, i) => String(i + 1))]);
});

test('GetQueryResults: of a query that failed is refused', async () => {
  const { QueryExecutionId } = await ended((await start('SELECT * FROM shop.nothing')).QueryExecutionId);
  await refused(athena.send(new GetQueryResultsCommand({ QueryExecutionId })), 'InvalidRequestException', 'FAILED');
});

test('GetQueryResults: a CTAS gives its update count', async () => {
  const { QueryExecutionId } = await run(`CREATE TABLE shop.${fresh('t')} AS SELECT * FROM shop.words`);
  assert.equal((await athena.send(new GetQueryResultsCommand({ QueryExecutionId }))).UpdateCount, 2);
});

test('GetQueryResults: SHOW TABLES has no header', async () => {
  const listed = await rows("SHOW TABLES IN shop 'words'");
  assert.deepEqual(listed, [['words']]);
});

test('GetQueryRuntimeStatistics: timeline and rows', async () => {
  const { QueryExecutionId } = await run('SELECT * FROM shop.words');
  const { QueryRuntimeStatistics } = await athena.send(new GetQueryRuntimeStatisticsCommand({ QueryExecutionId }));
  assert.ok(QueryRuntimeStatistics.Timeline.TotalExecutionTimeInMillis >= 0);
  assert.equal(QueryRuntimeStatistics.Rows.OutputRows, 2);
});

test('GetWorkGroup: primary with its configuration', async () => {
  const { WorkGroup } = await athena.send(new GetWorkGroupCommand({ WorkGroup: 'primary' }));
  assert.equal(WorkGroup.State, 'ENABLED');
  assert.equal(WorkGroup.Configuration.EnforceWorkGroupConfiguration, false);
});

test('GetWorkGroup: an unknown one is refused', () =>
  refused(athena.send(new GetWorkGroupCommand({ WorkGroup: 'nobody' })), 'InvalidRequestException', 'WorkGroup is not found.'));

test('ListWorkGroups: primary is there', async () => {
  assert.ok((await athena.send(new ListWorkGroupsCommand({}))).WorkGroups.some(w => w.Name === 'primary'));
  assert.ok((await all(paginateListWorkGroups({ client: athena, pageSize: 10 }, {}), 'WorkGroups')).length >= 1);
});

test('GetDataCatalog: the Glue catalog', async () =>
  assert.equal((await athena.send(new GetDataCatalogCommand({ Name: catalog }))).DataCatalog.Type, 'GLUE'));

test('GetDataCatalog: an unknown one is refused', () => refused(athena.send(new GetDataCatalogCommand({ Name: 'nobody' })), 'InvalidRequestException'));

test('ListDataCatalogs: the Glue catalog is there', async () => {
  assert.deepEqual((await athena.send(new ListDataCatalogsCommand({}))).DataCatalogsSummary.map(c => c.CatalogName), [catalog]);
  assert.equal((await all(paginateListDataCatalogs({ client: athena, pageSize: 10 }, {}), 'DataCatalogsSummary')).length, 1);
});

test('GetDatabase: by name', async () =>
  assert.equal((await athena.send(new GetDatabaseCommand({ CatalogName: catalog, DatabaseName: 'shop' }))).Database.Name, 'shop'));

test('GetDatabase: an unknown one is a MetadataException', () =>
  refused(athena.send(new GetDatabaseCommand({ CatalogName: catalog, DatabaseName: 'nobody' })), 'MetadataException', 'nobody'));

test('ListDatabases: all of them, in pages', async () => {
  const names = (await all(paginateListDatabases({ client: athena, pageSize: 1 }, { CatalogName: catalog }), 'DatabaseList')).map(d => d.Name);
  assert.ok(names.includes('default') && names.includes('shop'));
});

test('GetTableMetadata: columns and parameters', async () => {
  const { TableMetadata } = await athena.send(new GetTableMetadataCommand({ CatalogName: catalog, DatabaseName: 'shop', TableName: 'words' }));
  assert.deepEqual(TableMetadata.Columns.map(c => c.Name), ['word', 'n']);
  assert.equal(TableMetadata.TableType, 'EXTERNAL_TABLE');
  assert.match(TableMetadata.Parameters.location, /^s3:\/\/athena-results\/words/);
});

test('GetTableMetadata: an unknown table is a MetadataException', () =>
  refused(athena.send(new GetTableMetadataCommand({ CatalogName: catalog, DatabaseName: 'shop', TableName: 'nobody' })), 'MetadataException'));

test('ListTableMetadata: by expression, in pages', async () => {
  const names = (await all(paginateListTableMetadata({ client: athena, pageSize: 1 }, { CatalogName: catalog, DatabaseName: 'shop', Expression: 'wor.*' }), 'TableMetadataList'))
    .map(t => t.Name);
  assert.deepEqual(names, ['words']);
});
