// The grammar and the rules find what they are there for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { syntaxErrors } from './grammar.mjs';
import { lint } from './lint.mjs';

const create = (select) => `CREATE TABLE a.b WITH (format = 'PARQUET') AS ${select}`;

const sound = {
  'a CTAS with every column cast': create('SELECT CAST(x AS varchar) AS x FROM t'),
  'a CTAS whose subquery needs its order': create('WITH s AS (SELECT x FROM t ORDER BY x LIMIT 5) SELECT CAST(x AS varchar) AS x FROM s'),
  'a SELECT in an order': 'WITH s AS (SELECT x FROM t) SELECT x, count(*) FROM s GROUP BY x ORDER BY x',
  'an order within a window': 'SELECT lag(x) OVER (ORDER BY y) FROM t',
};

for (const [name, sql] of Object.entries(sound)) {
  test(`nothing against ${name}`, () => {
    assert.deepEqual(syntaxErrors('trino', sql), []);
    assert.deepEqual(lint(sql), []);
  });
}

const wrong = {
  'an order that a CTAS drops': [create('SELECT CAST(x AS varchar) AS x FROM t ORDER BY x'), /ORDER BY without LIMIT/],
  'an order that a common expression drops': ['WITH s AS (SELECT x FROM t ORDER BY x) SELECT x FROM s', /ORDER BY without LIMIT/],
  'an untyped NULL': [create('SELECT NULL AS x FROM t'), /not cast/],
  'a literal that would be varchar(1)': [create("SELECT 'a' AS x FROM t"), /not cast/],
  'an untyped column of a second arm': [create('SELECT CAST(x AS varchar) AS x FROM t UNION ALL SELECT NULL FROM t'), /not cast/],
  'a star': [create('SELECT * FROM t'), /not cast/],
  'a column without a name': [create('SELECT CAST(x AS varchar) FROM t'), /no name/],
  'a name in capitals': [create('SELECT CAST(x AS varchar) AS productName FROM t'), /lower case/],
  'a name twice': [create('SELECT CAST(x AS varchar) AS x, CAST(y AS varchar) AS x FROM t'), /two columns/],
  'a function of DuckDB': ['SELECT strftime(x) FROM t', /strftime may not be there/],
  'a function that came to Trino later': ['SELECT any_value(x) FROM t', /any_value may not be there/],
  'a name too long for the catalog': [`SELECT "${'x'.repeat(256)}" FROM t`, /too long for the catalog/],
  'a name in backquotes': ['SELECT `x` FROM t', /backquotes/],
  'a table name with a hyphen': ['CREATE TABLE a."b-c" AS SELECT CAST(x AS varchar) AS x FROM t', /creates no table/],
  'a statement that is too long': [`SELECT '${'x'.repeat(262_144)}'`, /Athena takes 262144/],
  'a statement of another kind': ['DROP TABLE a.b', /no rules/],
};

for (const [name, [sql, complaint]] of Object.entries(wrong)) {
  test(`a complaint about ${name}`, () => {
    assert.deepEqual(syntaxErrors('trino', sql), []);
    assert.match(lint(sql).join('\n'), complaint);
  });
}

test('no statement of another dialect parses', () => {
  assert.notDeepEqual(syntaxErrors('trino', 'SELECT x::varchar FROM t'), []);
  assert.notDeepEqual(syntaxErrors('trino', 'SELECT x FROM t QUALIFY row_number() OVER () = 1'), []);
  assert.notDeepEqual(syntaxErrors('trino', 'SELECT x FROM t LIMIT 5 OFFSET 5'), []);
  assert.notDeepEqual(syntaxErrors('hive', 'CREATE EXTERNAL TABLE a.b (x string) LOKATION "s3://b/"'), []);
});
