import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  BatchCreatePartitionCommand, BatchDeletePartitionCommand, BatchDeleteTableCommand, BatchGetPartitionCommand, BatchUpdatePartitionCommand,
  CreateDatabaseCommand, CreatePartitionCommand, CreateTableCommand, DeleteDatabaseCommand, DeletePartitionCommand, DeleteTableCommand,
  GetDatabaseCommand, GetPartitionCommand, GetPartitionsCommand, GetTableCommand, GetTablesCommand, GlueClient, paginateGetDatabases,
  paginateGetPartitions, paginateGetTables, UpdateDatabaseCommand, UpdatePartitionCommand, UpdateTableCommand,
} from '@aws-sdk/client-glue';
import { all, client, fresh, refused } from './harness.mjs';

const glue = client(GlueClient);
const DatabaseName = 'glue_suite';

const storage = location => ({
  Columns: [{ Name: 'id', Type: 'bigint' }, { Name: 'word', Type: 'string', Comment: 'any' }],
  Location: location,
  InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
  OutputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
  SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe', Parameters: { 'serialization.format': '1' } },
});

const input = (name, more = {}) => ({ Name: name, TableType: 'EXTERNAL_TABLE', StorageDescriptor: storage(`s3://lake/${name}/`), Parameters: { classification: 'parquet' }, ...more });
const create = (name, more) => glue.send(new CreateTableCommand({ DatabaseName, TableInput: input(name, more) }));
const get = async name => (await glue.send(new GetTableCommand({ DatabaseName, Name: name }))).Table;
const partition = (...values) => ({ Values: values, StorageDescriptor: storage(`s3://lake/p/${values.join('/')}/`) });

async function partitioned(name, keys, ...inputs) {
  await create(name, { PartitionKeys: keys });
  if (inputs.length > 0) {
    const { Errors } = await glue.send(new BatchCreatePartitionCommand({ DatabaseName, TableName: name, PartitionInputList: inputs }));
    assert.equal(Errors?.length ?? 0, 0);
  }
  return name;
}

const days = [{ Name: 'day', Type: 'date' }, { Name: 'hour', Type: 'int' }];
const found = async (TableName, Expression) =>
  (await all(paginateGetPartitions({ client: glue, pageSize: 2 }, { DatabaseName, TableName, Expression }), 'Partitions')).map(p => p.Values.join(' ')).sort();

before(() => glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DatabaseName, Description: 'for the suite', Parameters: { owner: 'suite' } } })));

test('CreateDatabase: what was given comes back', async () => {
  const { Database } = await glue.send(new GetDatabaseCommand({ Name: DatabaseName }));
  assert.equal(Database.Description, 'for the suite');
  assert.deepEqual(Database.Parameters, { owner: 'suite' });
  assert.equal(Database.CatalogId, '000000000000');
  assert.ok(Database.CreateTime instanceof Date);
});

test('CreateDatabase: one that is there is AlreadyExistsException', () =>
  refused(glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DatabaseName } })), 'AlreadyExistsException', 'Database already exists.'));

test('CreateDatabase: names are kept in lower case', async () => {
  const name = fresh('Upper');
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: name } }));
  assert.equal((await glue.send(new GetDatabaseCommand({ Name: name }))).Database.Name, name.toLowerCase());
});

test('GetDatabase: an unknown one is EntityNotFoundException', () =>
  refused(glue.send(new GetDatabaseCommand({ Name: 'nobody' })), 'EntityNotFoundException', 'Database nobody not found.'));

test('GetDatabases: all, in pages', async () => {
  const names = (await all(paginateGetDatabases({ client: glue, pageSize: 1 }, {}), 'DatabaseList')).map(d => d.Name);
  assert.ok(names.includes('default') && names.includes(DatabaseName));
  assert.deepEqual(names, [...new Set(names)]);
});

test('UpdateDatabase: replaces description and location', async () => {
  const Name = fresh('db');
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name, Description: 'old' } }));
  await glue.send(new UpdateDatabaseCommand({ Name, DatabaseInput: { Name, Description: 'new', LocationUri: 's3://lake/db/' } }));
  const { Database } = await glue.send(new GetDatabaseCommand({ Name }));
  assert.deepEqual([Database.Description, Database.LocationUri], ['new', 's3://lake/db/']);
});

test('UpdateDatabase: an unknown one is EntityNotFoundException', () =>
  refused(glue.send(new UpdateDatabaseCommand({ Name: 'nobody', DatabaseInput: { Name: 'nobody' } })), 'EntityNotFoundException'));

test('DeleteDatabase: goes with its tables', async () => {
  const Name = fresh('db');
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name } }));
  await glue.send(new CreateTableCommand({ DatabaseName: Name, TableInput: input('t') }));
  await glue.send(new DeleteDatabaseCommand({ Name }));
  await refused(glue.send(new GetTableCommand({ DatabaseName: Name, Name: 't' })), 'EntityNotFoundException');
});

test('DeleteDatabase: an unknown one is EntityNotFoundException', () =>
  refused(glue.send(new DeleteDatabaseCommand({ Name: 'nobody' })), 'EntityNotFoundException'));

test('CreateTable: what was given comes back, with times and catalog', async () => {
  const name = fresh('t');
  await create(name, { Description: 'words', Owner: 'suite', Retention: 3, PartitionKeys: days });
  const table = await get(name);
  assert.deepEqual(table.StorageDescriptor.Columns, storage('').Columns);
  assert.deepEqual(table.StorageDescriptor.SerdeInfo, storage('').SerdeInfo);
  assert.deepEqual(table.PartitionKeys, days);
  assert.deepEqual([table.Description, table.Owner, table.Retention, table.DatabaseName, table.CatalogId], ['words', 'suite', 3, DatabaseName, '000000000000']);
  assert.ok(table.CreateTime instanceof Date && table.UpdateTime instanceof Date);
});

test('CreateTable: one that is there is AlreadyExistsException', async () => {
  const name = fresh('t');
  await create(name);
  await refused(create(name), 'AlreadyExistsException', 'Table already exists.');
});

test('CreateTable: in an unknown database is EntityNotFoundException', () =>
  refused(glue.send(new CreateTableCommand({ DatabaseName: 'nobody', TableInput: input('t') })), 'EntityNotFoundException', 'Database nobody not found.'));

test('CreateTable: without a name it is refused', () =>
  refused(glue.send(new CreateTableCommand({ DatabaseName, TableInput: { Name: '' } })), 'ValidationException'));

test('GetTable: an unknown one is EntityNotFoundException', () => refused(get('nobody'), 'EntityNotFoundException', 'Table nobody not found.'));

test('GetTables: by expression, in pages', async () => {
  const prefix = fresh('many');
  for (const letter of ['a', 'b', 'c']) await create(`${prefix}_${letter}`);
  const pages = paginateGetTables({ client: glue, pageSize: 2 }, { DatabaseName, Expression: `${prefix}_.*` });
  assert.deepEqual((await all(pages, 'TableList')).map(t => t.Name), ['a', 'b', 'c'].map(l => `${prefix}_${l}`));
});

test('GetTables: in an unknown database is EntityNotFoundException', () =>
  refused(glue.send(new GetTablesCommand({ DatabaseName: 'nobody' })), 'EntityNotFoundException'));

test('UpdateTable: replaces location, columns and parameters, keeps the time of creation', async () => {
  const name = fresh('t');
  await create(name);
  const before = await get(name);
  await glue.send(new UpdateTableCommand({ DatabaseName, TableInput: { ...input(name), StorageDescriptor: { ...storage('s3://lake/other/'), Columns: [{ Name: 'only', Type: 'int' }] }, Parameters: { v: '2' } } }));
  const table = await get(name);
  assert.equal(table.StorageDescriptor.Location, 's3://lake/other/');
  assert.deepEqual(table.StorageDescriptor.Columns, [{ Name: 'only', Type: 'int' }]);
  assert.deepEqual(table.Parameters, { v: '2' });
  assert.deepEqual(table.CreateTime, before.CreateTime);
});

test('UpdateTable: an unknown one is EntityNotFoundException', () =>
  refused(glue.send(new UpdateTableCommand({ DatabaseName, TableInput: input('nobody') })), 'EntityNotFoundException'));

test('DeleteTable: is gone', async () => {
  const Name = fresh('t');
  await create(Name);
  await glue.send(new DeleteTableCommand({ DatabaseName, Name }));
  await refused(get(Name), 'EntityNotFoundException');
});

test('DeleteTable: an unknown one is EntityNotFoundException', () =>
  refused(glue.send(new DeleteTableCommand({ DatabaseName, Name: 'nobody' })), 'EntityNotFoundException'));

test('BatchDeleteTable: deletes these, tells of those', async () => {
  const name = fresh('t');
  await create(name);
  const { Errors } = await glue.send(new BatchDeleteTableCommand({ DatabaseName, TablesToDelete: [name, 'nobody'] }));
  assert.deepEqual(Errors.map(e => [e.TableName, e.ErrorDetail.ErrorCode]), [['nobody', 'EntityNotFoundException']]);
});

test('BatchDeleteTable: more than 100 tables are refused', () =>
  refused(glue.send(new BatchDeleteTableCommand({ DatabaseName, TablesToDelete: Array.from({ length: 101 }, (_, i) => `t${i}`) })), 'ValidationException'));

test('CreatePartition: what was given comes back', async () => {
  const TableName = await partitioned(fresh('t'), days);
  await glue.send(new CreatePartitionCommand({ DatabaseName, TableName, PartitionInput: partition('2025-01-01', '3') }));
  const { Partition } = await glue.send(new GetPartitionCommand({ DatabaseName, TableName, PartitionValues: ['2025-01-01', '3'] }));
  assert.equal(Partition.StorageDescriptor.Location, 's3://lake/p/2025-01-01/3/');
  assert.deepEqual([Partition.DatabaseName, Partition.TableName], [DatabaseName, TableName]);
  assert.ok(Partition.CreationTime instanceof Date);
});

test('CreatePartition: one that is there is AlreadyExistsException', async () => {
  const TableName = await partitioned(fresh('t'), days, partition('2025-01-01', '3'));
  await refused(glue.send(new CreatePartitionCommand({ DatabaseName, TableName, PartitionInput: partition('2025-01-01', '3') })), 'AlreadyExistsException', 'Partition already exists.');
});

test('CreatePartition: as many values as keys, or InvalidInputException', async () => {
  const TableName = await partitioned(fresh('t'), days);
  await refused(glue.send(new CreatePartitionCommand({ DatabaseName, TableName, PartitionInput: partition('2025-01-01') })), 'InvalidInputException',
    'The number of partition keys do not match the number of partition values');
});

test('GetPartition: an unknown one is EntityNotFoundException', async () => {
  const TableName = await partitioned(fresh('t'), days);
  await refused(glue.send(new GetPartitionCommand({ DatabaseName, TableName, PartitionValues: ['2025-01-01', '1'] })), 'EntityNotFoundException', 'Cannot find partition.');
});

test('GetPartitions: all, in pages', async () => {
  const TableName = await partitioned(fresh('t'), days, ...[1, 2, 3, 4, 5].map(hour => partition('2025-01-01', String(hour))));
  assert.deepEqual(await found(TableName), [1, 2, 3, 4, 5].map(hour => `2025-01-01 ${hour}`));
});

test('GetPartitions: expressions compare by the type of the key', async () => {
  const TableName = await partitioned(fresh('t'), days, partition('2025-01-01', '9'), partition('2025-01-02', '10'), partition('2025-02-01', '11'));
  assert.deepEqual(await found(TableName, 'hour > 9'), ['2025-01-02 10', '2025-02-01 11']);
  assert.deepEqual(await found(TableName, "day = '2025-01-01'"), ['2025-01-01 9']);
  assert.deepEqual(await found(TableName, "day BETWEEN '2025-01-01' AND '2025-01-31' AND NOT hour = 10"), ['2025-01-01 9']);
  assert.deepEqual(await found(TableName, "hour IN (9, 11) OR (day >= '2025-01-02' AND hour <> 11)"), ['2025-01-01 9', '2025-01-02 10', '2025-02-01 11']);
});

test('GetPartitions: LIKE on text keys', async () => {
  const TableName = await partitioned(fresh('t'), [{ Name: 'name', Type: 'string' }], partition('apple'), partition('apricot'), partition('pear'), partition('a_ple'));
  assert.deepEqual(await found(TableName, "name LIKE 'ap%'"), ['apple', 'apricot']);
  assert.deepEqual(await found(TableName, "name LIKE 'a_ple'"), ['a_ple', 'apple']);
});

test('GetPartitions: an expression on what is no key is InvalidInputException', async () => {
  const TableName = await partitioned(fresh('t'), days, partition('2025-01-01', '9'));
  await refused(found(TableName, 'word = 3'), 'InvalidInputException');
  await refused(found(TableName, 'hour >'), 'InvalidInputException');
});

test('GetPartitions: segments share the partitions out', async () => {
  const TableName = await partitioned(fresh('t'), days, ...Array.from({ length: 20 }, (_, i) => partition('2025-01-01', String(i))));
  const parts = await Promise.all([0, 1, 2].map(SegmentNumber =>
    all(paginateGetPartitions({ client: glue }, { DatabaseName, TableName, Segment: { SegmentNumber, TotalSegments: 3 } }), 'Partitions')));
  assert.deepEqual(parts.flat().map(p => Number(p.Values[1])).sort((a, b) => a - b), Array.from({ length: 20 }, (_, i) => i));
});

test('BatchCreatePartition: those that are there are told', async () => {
  const TableName = await partitioned(fresh('t'), days, partition('2025-01-01', '1'));
  const { Errors } = await glue.send(new BatchCreatePartitionCommand({ DatabaseName, TableName, PartitionInputList: [partition('2025-01-01', '1'), partition('2025-01-01', '2')] }));
  assert.deepEqual(Errors.map(e => [e.PartitionValues, e.ErrorDetail.ErrorCode]), [[['2025-01-01', '1'], 'AlreadyExistsException']]);
  assert.equal((await found(TableName)).length, 2);
});

test('BatchCreatePartition: more than 100 are refused', async () => {
  const TableName = await partitioned(fresh('t'), days);
  await refused(glue.send(new BatchCreatePartitionCommand({ DatabaseName, TableName, PartitionInputList: Array.from({ length: 101 }, (_, i) => partition('2025-01-01', String(i))) })), 'ValidationException');
});

test('BatchGetPartition: those that are there', async () => {
  const TableName = await partitioned(fresh('t'), days, partition('2025-01-01', '1'), partition('2025-01-01', '2'));
  const { Partitions } = await glue.send(new BatchGetPartitionCommand({ DatabaseName, TableName, PartitionsToGet: [{ Values: ['2025-01-01', '2'] }, { Values: ['2025-01-01', '7'] }] }));
  assert.deepEqual(Partitions.map(p => p.Values), [['2025-01-01', '2']]);
});

test('UpdatePartition: replaces its storage', async () => {
  const TableName = await partitioned(fresh('t'), days, partition('2025-01-01', '1'));
  await glue.send(new UpdatePartitionCommand({ DatabaseName, TableName, PartitionValueList: ['2025-01-01', '1'], PartitionInput: { Values: ['2025-01-01', '1'], StorageDescriptor: storage('s3://lake/moved/') } }));
  const { Partition } = await glue.send(new GetPartitionCommand({ DatabaseName, TableName, PartitionValues: ['2025-01-01', '1'] }));
  assert.equal(Partition.StorageDescriptor.Location, 's3://lake/moved/');
});

test('UpdatePartition: an unknown one is EntityNotFoundException', async () => {
  const TableName = await partitioned(fresh('t'), days);
  await refused(glue.send(new UpdatePartitionCommand({ DatabaseName, TableName, PartitionValueList: ['2025-01-01', '1'], PartitionInput: partition('2025-01-01', '1') })), 'EntityNotFoundException');
});

test('BatchUpdatePartition: changes these, tells of those', async () => {
  const TableName = await partitioned(fresh('t'), days, partition('2025-01-01', '1'));
  const entry = (...values) => ({ PartitionValueList: values, PartitionInput: { Values: values, StorageDescriptor: storage('s3://lake/moved/') } });
  const { Errors } = await glue.send(new BatchUpdatePartitionCommand({ DatabaseName, TableName, Entries: [entry('2025-01-01', '1'), entry('2025-01-01', '2')] }));
  assert.deepEqual(Errors.map(e => [e.PartitionValueList, e.ErrorDetail.ErrorCode]), [[['2025-01-01', '2'], 'EntityNotFoundException']]);
});

test('DeletePartition: is gone', async () => {
  const TableName = await partitioned(fresh('t'), days, partition('2025-01-01', '1'), partition('2025-01-01', '2'));
  await glue.send(new DeletePartitionCommand({ DatabaseName, TableName, PartitionValues: ['2025-01-01', '1'] }));
  assert.deepEqual(await found(TableName), ['2025-01-01 2']);
});

test('DeletePartition: an unknown one is EntityNotFoundException', async () => {
  const TableName = await partitioned(fresh('t'), days);
  await refused(glue.send(new DeletePartitionCommand({ DatabaseName, TableName, PartitionValues: ['2025-01-01', '1'] })), 'EntityNotFoundException');
});

test('BatchDeletePartition: deletes these, tells of those', async () => {
  const TableName = await partitioned(fresh('t'), days, partition('2025-01-01', '1'));
  const { Errors } = await glue.send(new BatchDeletePartitionCommand({ DatabaseName, TableName, PartitionsToDelete: [{ Values: ['2025-01-01', '1'] }, { Values: ['2025-01-01', '2'] }] }));
  assert.deepEqual(Errors.map(e => [e.PartitionValues, e.ErrorDetail.ErrorCode]), [[['2025-01-01', '2'], 'EntityNotFoundException']]);
  assert.deepEqual(await found(TableName), []);
});

test('BatchDeletePartition: more than 25 are refused', async () => {
  const TableName = await partitioned(fresh('t'), days);
  await refused(glue.send(new BatchDeletePartitionCommand({ DatabaseName, TableName, PartitionsToDelete: Array.from({ length: 26 }, (_, i) => ({ Values: ['2025-01-01', String(i)] })) })), 'ValidationException');
});

test('Any list: a token that is none is InvalidInputException', async () => {
  const TableName = await partitioned(fresh('t'), days);
  await refused(glue.send(new GetPartitionsCommand({ DatabaseName, TableName, NextToken: '§' })), 'InvalidInputException');
});

test('Any list: a page of 0 is refused', () => refused(glue.send(new GetTablesCommand({ DatabaseName, MaxResults: 0 })), 'ValidationException'));
