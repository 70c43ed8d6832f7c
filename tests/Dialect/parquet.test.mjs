// What a run has published opens in a client of another house, DuckDB's own, with the columns of docs/try/summary-tables.md.
// tests/EndToEnd names what to read: COMMERCE_LAKE is the lake's folder, COMMERCE_REPORT the run's report.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';

const first = 'service_name VARCHAR';
const last = 'window_start DATE, window_end DATE, calculation_date DATE';
const columns = {
  button_interaction: 'action VARCHAR, total_clicks BIGINT, unique_users BIGINT, unique_sessions BIGINT, avg_clicks_per_user DOUBLE',
  product_ranking:
    'productname VARCHAR, category VARCHAR, sellernm VARCHAR, cart_add_count BIGINT, unique_users BIGINT, unique_sessions BIGINT, total_quantity BIGINT, ' +
    'avg_sale_price DOUBLE, total_cart_value DOUBLE, avg_adds_per_user DOUBLE, invalid_value_count BIGINT',
  search_analytics:
    'search_query VARCHAR, search_count BIGINT, unique_users BIGINT, unique_sessions BIGINT, click_count BIGINT, click_through_rate DOUBLE, ' +
    'zero_result_count BIGINT, zero_result_rate DOUBLE',
  category_performance:
    'category VARCHAR, cart_add_count BIGINT, unique_users BIGINT, unique_products BIGINT, total_quantity BIGINT, avg_price DOUBLE, total_value DOUBLE, ' +
    'invalid_value_count BIGINT',
  hourly_traffic:
    'hour INTEGER, sessions BIGINT, unique_users BIGINT, cart_adds BIGINT, cart_sessions BIGINT, cart_conversion_rate DOUBLE',
  purchase_analytics:
    'purchase_date DATE, payment_method VARCHAR, purchase_count BIGINT, unique_purchasers BIGINT, purchases_with_amount BIGINT, total_revenue DOUBLE, ' +
    'avg_order_value DOUBLE, payment_method_share DOUBLE',
  navigation_flow:
    'from_path VARCHAR, to_path VARCHAR, transition_count BIGINT, unique_users BIGINT, unique_sessions BIGINT, avg_transitions_per_session DOUBLE, ' +
    'from_views BIGINT, from_exits BIGINT, from_exit_rate DOUBLE',
};

const lake = process.env.COMMERCE_LAKE;
const report = JSON.parse(readFileSync(process.env.COMMERCE_REPORT, 'utf8'));
const published = report.services.flatMap((service) => service.tables.map((table) => ({ ...table, service: service.service_name })));
const duckdb = await (await DuckDBInstance.create(':memory:')).connect();

/** Bucket and key are folders of the lake. */
function files(location) {
  const folder = join(lake, location.replace('s3://', ''));
  return readdirSync(folder).map((name) => join(folder, name));
}

async function rows(sql) {
  return (await duckdb.runAndReadAll(sql)).getRowsJson();
}

test('the run published all seven tables of each service', () => {
  const kinds = Object.keys(columns).sort();
  for (const service of report.services) assert.deepEqual(service.tables.map((table) => table.query_type).sort(), kinds);
});

for (const table of published) {
  test(`${table.table} opens with the columns of its page and ${table.rows} rows`, async () => {
    const list = files(table.location).map((file) => `'${file.replaceAll("'", "''")}'`);
    const source = `read_parquet([${list.join(', ')}], hive_partitioning = false)`;

    const described = await rows(`DESCRIBE SELECT * FROM ${source}`);
    const [[count]] = await rows(`SELECT count(*) FROM ${source}`);
    const services = await rows(`SELECT DISTINCT service_name, CAST(calculation_date AS varchar) FROM ${source}`);

    assert.equal(described.map(([name, type]) => `${name} ${type}`).join(', '), [first, columns[table.query_type], last].join(', '));
    assert.equal(Number(count), table.rows);
    assert.deepEqual(services, table.rows === 0 ? [] : [[table.service, report.execution_date]]);
  });
}
