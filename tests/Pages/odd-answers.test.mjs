// Pages on answers that a host gives on a bad night: made up here, since a night that is bad in all these ways cannot be had for the asking.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { json, launch, mocked } from './browser.mjs';

const RUN = 'commerce-2026-03-29';
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const at = (time, day = 29) => `2026-03-${day}T${time}Z`;
const shown = (path, answers, how = {}) => mocked(browser, path, answers, how);

// ---- a run

const table = (query_type, status, more = {}) => ({
  query_type, table: `theshop_brand_commerce_${query_type}_summary`, status, rows: status === 'published' ? 24 : null, location: null, attempts: 1,
  query_execution_id: `id-${query_type}`, queue_ms: 0, engine_ms: 1000, data_scanned_bytes: 1000, error: null, warnings: [], ...more,
});
const totals = { tables: 4, published: 1, failed: 2, rows: 24, data_scanned_bytes: 4000, estimated_cost_usd: 0.00001 };
const report = (tables, more = {}) => ({
  run_id: RUN, execution_date: '2026-03-29', status: 'failed', started_at: at('04:00:00'), finished_at: at('04:00:20'), kind: 'refresh', warnings: [], totals,
  services: [{ service_name: 'theshop-brand', status: 'failed', tables }], ...more,
});
const attempt = (query_type, more = {}) => ({
  number: 1, asked_at: at('04:00:01'), query_execution_id: `id-${query_type}`, submitted_at: at('04:00:02'), ended_at: at('04:00:06'), queue_ms: 500, engine_ms: 3000, end: 'succeeded', error: null, ...more,
});
const steps = (tables, more = {}) => ({
  runtime_status: 'Failed', line: 'over', phase: null, created_at: at('04:00:00'), queue: null,
  tables: tables.map(one => ({ service_name: 'theshop-brand', step: 'ended', attempts: [], ended_at: at('04:00:12'), report: null, ...one })), ...more,
});
const queries = tables => tables.map(({ query_type }) => ({ id: `id-${query_type}`, sql: 'CREATE TABLE x', state: 'SUCCEEDED', submitted_at: at('04:00:02'), completed_at: at('04:00:05'), queue_ms: 500 }));
const run = (tables, ofSteps, more = {}) => shown(`/monitor?run=${RUN}`, [
  ['**/api/runs/*', report(tables, more)], ['**/pages/monitor/runs/*', steps(ofSteps)], ['**/pages/monitor/queries', queries(tables)],
]);
const bars = (page, name) => page.locator('.timeline .lane').filter({ hasText: name }).locator('.span').evaluateAll(all => all.map(one => one.className.replace('span ', '')));
const denied = name => ({ code: 'AccessDenied', message: `${name} could not be published`, advice: 'Allow it.' });

test('timeline: the last bar of a table says how it ended, not how its query did', async () => {
  const tables = [
    table('hourly_traffic', 'published'), table('purchase_analytics', 'failed', { error: denied('purchases') }), table('product_ranking', 'skipped', { warnings: [denied('x')] }),
    table('search_analytics', 'failed', { error: denied('search'), query_execution_id: null }),
  ];
  const { page, close } = await run(tables, [
    ...['hourly_traffic', 'purchase_analytics', 'product_ranking'].map(query_type => ({ query_type, attempts: [attempt(query_type)] })), { query_type: 'search_analytics' },
  ]);

  assert.deepEqual(await bars(page, 'hourly_traffic'), ['waits', 'queued', 'engine', 'checks']);
  assert.deepEqual(await bars(page, 'purchase_analytics'), ['waits', 'queued', 'engine', 'failed']);
  assert.deepEqual(await bars(page, 'product_ranking'), ['waits', 'queued', 'engine', 'unpublished']);
  assert.deepEqual(await bars(page, 'search_analytics'), ['failed']);
  assert.match(await page.locator('.timeline .span.failed').first().getAttribute('title'), /AccessDenied: .* could not be published/);
  const red = await page.locator('.timeline .span.failed').first().evaluate(one => getComputedStyle(one).backgroundColor);
  assert.equal(red, 'rgb(198, 47, 47)');
  await close();
});

test('timeline: a table whose query was stopped and that failed ends red', async () => {
  const { page, close } = await run([table('hourly_traffic', 'failed', { error: denied('x') })], [{ query_type: 'hourly_traffic', attempts: [attempt('hourly_traffic', { end: 'cancelled' })] }]);
  await page.route('**/pages/monitor/queries', json([{ ...queries([table('hourly_traffic')])[0], state: 'CANCELLED' }]));
  await page.reload();
  await page.locator('.timeline .span.cancelled').waitFor();
  assert.equal((await bars(page, 'hourly_traffic')).at(-1), 'failed');
  await close();
});

test('timeline: a run that was killed long ago does not last until today', async () => {
  const open = { query_type: 'hourly_traffic', ended_at: null, step: 'querying', attempts: [attempt('hourly_traffic', { end: null, ended_at: null })] };
  const { page, close } = await run([table('hourly_traffic', 'skipped', { query_execution_id: null })], [open], { status: 'cancelled', finished_at: at('04:00:20') });
  await page.route('**/pages/monitor/queries', json([]));
  await page.reload();
  await page.locator('.timeline .span.engine').waitFor();
  const titles = await page.locator('.timeline .span').evaluateAll(all => all.map(one => one.title));
  assert.ok(titles.every(title => / \d+\.\d s/.test(title)), titles.join('\n'));
  await close();
});

test('a run: a cause that hit tables differently shows each message, and little cost is not none', async () => {
  const { page, close } = await run([table('hourly_traffic', 'failed', { error: denied('hours') }), table('purchase_analytics', 'failed', { error: denied('purchases') })], []);
  const cause = await page.locator('.cause').allTextContents();
  assert.equal(cause.length, 1);
  assert.match(cause[0], /hours could not.*purchases could not/);
  assert.match(await page.locator('.facts').textContent(), /< \$0\.0001/);
  await close();
});

test('a run: one that failed leads to the run that mended it, and that one back', async () => {
  const [first, second] = [RUN, `${RUN}-2`];
  const { page, close } = await run([table('hourly_traffic', 'failed', { error: denied('x') })], [], { mended_by: second });
  assert.equal(await page.locator('.facts').getByRole('link', { name: second }).getAttribute('href'), `/monitor?run=${second}`);
  await page.route('**/api/runs/*', json(report([table('hourly_traffic', 'published')], { run_id: second, rerun_of: first })));
  await page.goto(`/monitor?run=${second}`);
  await page.locator('.facts').getByRole('link', { name: first, exact: true }).click();
  await page.waitForURL(url => url.search === `?run=${first}`);
  await close();
});

test('the list of runs: one that failed leads to the run that mended it, and that one back', async () => {
  const [first, second] = [RUN, `${RUN}-2`];
  const item = (run_id, more) => ({
    run_id, execution_date: '2026-03-29', status: 'succeeded', started_at: at('04:00:00'), finished_at: at('04:00:20'), line: '', services: ['theshop-brand'],
    tables: 7, published: 7, failed: 0, data_scanned_bytes: 1000, estimated_cost_usd: 0.00001, rerun_of: null, mended_by: null, ...more,
  });
  const runs = [item(second, { rerun_of: first }), item(first, { status: 'failed', mended_by: second })];
  const { page, close } = await shown('/monitor', [['**/api/runs?*', { runs, next: null }]]);
  const rows = page.locator('.runs tbody tr');
  const [rerun, failed] = [rows.first(), rows.last()];
  assert.match(await rerun.textContent(), /rerun of commerce-2026-03-29/);
  assert.match(await failed.textContent(), /mended by commerce-2026-03-29-2/);
  assert.equal(await failed.getByRole('link', { name: second }).getAttribute('href'), `/monitor?run=${second}`);
  await close();
});

test('a run: the days that a table leaves out are told with it', async () => {
  const { page, close } = await run([table('hourly_traffic', 'published', { excluded_days: ['2026-03-25', '2026-03-26'] })], []);
  assert.match(await page.locator('tr[data-table]').textContent(), /Left out of its window \(ExcludedDays\): 2026-03-25, 2026-03-26/);
  await close();
});

test('a run: few lines that could not be read are told though they make no warning', async () => {
  const { page, close } = await run([table('hourly_traffic', 'published', { skipped_lines: { days: 2, lines: 3000, skipped: 4, worst: { day: '2026-03-28', lines: 2000, skipped: 3, files: [] } } })], []);
  assert.match(await page.locator('tr[data-table]').textContent(), /4 of 3,000 lines of 2 days \(the largest share on 2026-03-28\) could not be read/);
  await close();
});

test('a page whose host is gone says so, and of when it is', async () => {
  const { page, close } = await run([table('hourly_traffic', 'skipped')], [], { status: 'running', finished_at: null });
  await page.route('**/api/runs/*', route => route.abort());
  const alert = page.locator('.stale');
  await alert.waitFor();
  assert.match(await alert.textContent(), /does not answer.*What is shown is of \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
  await page.route('**/api/runs/*', json(report([table('hourly_traffic', 'published')])));
  await alert.waitFor({ state: 'detached' });
  await close();
});

// ---- a table over the days

const HISTORY = '/monitor?service=theshop-brand&table=hourly_traffic';
const history = refreshes => shown(HISTORY, [['**/pages/monitor/tables/**', refreshes]]);

/** What ECharts was told to draw. */
const drawing = chart => chart.evaluate(async box => {
  const { getInstanceByDom } = await import('/pages/echarts.js');
  const { series, xAxis } = getInstanceByDom(box).getOption();
  return { series: series.map(({ name, type, z, data, color, connectNulls, yAxisIndex }) => ({ name, type, z, data, color, connectNulls, yAxisIndex })), names: xAxis[0].data, interval: xAxis[0].axisLabel.interval };
});

test('a table over the days: a night without a refresh is a gap, a rollback is none, points lie above bars', async () => {
  const refresh = (execution_date, status, rows, more = {}) => ({ execution_date, run_id: `commerce-${execution_date}`, finished_at: at('04:01:00'), status, rows, data_scanned_bytes: 1000, engine_ms: rows && 100 * rows, kind: 'refresh', ...more });
  const { page, complaints, close } = await history([
    refresh('2026-03-29', 'published', 7, { kind: 'rollback' }), refresh('2026-03-29', 'failed', null), refresh('2026-03-29', 'published', 24), refresh('2026-03-28', 'failed', 11), refresh('2026-03-26', 'published', 20, { excluded_days: '2026-03-25' }),
  ]);
  const { series: [rows, time] } = await drawing(page.locator('.chart'));
  const days = [26, 27, 28, 29].map(day => Date.parse(`2026-03-${day}`));
  assert.deepEqual([rows.name, rows.type, rows.data], ['rows', 'bar', days.map((day, i) => [day, [20, null, null, 24][i]])]);
  assert.deepEqual([time.name, time.type, time.data], ['engine time', 'line', days.map((day, i) => [day, [2000, null, null, 2400][i]])]);
  assert.deepEqual([time.connectNulls, time.yAxisIndex], [false, 1]);
  assert.ok(time.z > rows.z);
  assert.match(await page.locator('tbody tr').first().textContent(), /rolled back/);
  assert.equal(await page.locator('tbody tr').last().locator('td').last().textContent(), '2026-03-25');
  assert.deepEqual(complaints, []);
  await close();
});

test('a table over the days: one that was never built has no chart, and no other view of the monitor loads the library for charts', async () => {
  const { page, close } = await history([]);
  assert.match(await page.locator('main').textContent(), /0 refreshes and rollbacks.*Nothing was built yet/);
  assert.equal(await page.locator('.chart').count(), 0);
  const loaded = () => page.evaluate(() => performance.getEntriesByType('resource').filter(one => one.name.endsWith('/echarts.js')).length);
  assert.equal(await loaded(), 1);
  await page.goto('/monitor');
  await page.waitForSelector('main[data-state=drawn]');
  assert.equal(await loaded(), 0);
  await close();
});

// ---- the dashboard

const varchar = name => ({ name, type: 'varchar' });
const bigint = name => ({ name, type: 'bigint' });
const double = name => ({ name, type: 'double' });
const none = { columns: [bigint('x')], rows: [], truncated: false };

/** The dashboard with these answers for its panels, by title; the others have no rows. */
async function dashboard(panels, { service = [['theshop_brand'], ['theshop_pharmacy']], action = [['a']], category = [['c']], night = [['2026-03-28']], summary = [['product_ranking']] } = {}, how = {}, address = '/dashboard') {
  let titles = new Map();
  const variables = { service, action, category, night, summary };
  return shown(address, [
    ['**/pages/dashboard/definition', async route => {
      const response = await route.fetch();
      titles = new Map((await response.json()).panels.map(({ id, title }) => [id, title]));
      await route.fulfill({ response });
    }],
    ['**/pages/dashboard/variables/*', route => {
      const answer = variables[route.request().url().split('/').at(-1)];
      return typeof answer === 'function' ? answer(route) : json({ columns: [varchar('x')], rows: answer, truncated: false })(route);
    }],
    ['**/pages/dashboard/panels/*', route => {
      const answer = panels[titles.get(Number(route.request().url().split('/').at(-1)))] ?? none;
      return typeof answer === 'function' ? answer(route) : json(answer)(route);
    }],
  ], how);
}

const panel = (page, title) => page.locator('[data-panel]').filter({ has: page.getByRole('heading', { name: title, exact: true }) });

const optionOf = (page, title) => drawing(panel(page, title).locator('.chart'));

test('dashboard: a day without data is a gap on an axis of time', async () => {
  const time = { name: 'time', type: 'timestamp' };
  const { page, close } = await dashboard({
    'Revenue by day': { columns: [time, double('revenue')], rows: [['2026-03-01 00:00:00.000', '10'], ['2026-03-04 00:00:00.000', '30']] },
    'Purchases by payment method': { columns: [time, varchar('payment_method'), bigint('purchases')], rows: [['2026-03-01 00:00:00.000', 'card', '1'], ['2026-03-03 00:00:00.000', 'card', '3']] },
  });
  const day = date => Date.parse(`2026-03-0${date}`);
  const [revenue, purchases] = [await optionOf(page, 'Revenue by day'), await optionOf(page, 'Purchases by payment method')];
  assert.deepEqual(revenue.series[0].data, [[day(1), 10], [day(2), null], [day(3), null], [day(4), 30]]);
  assert.deepEqual(purchases.series[0].data, [[day(1), 1], [day(2), null], [day(3), 3]]);
  await close();
});

const hours = Array.from({ length: 24 }, (_, hour) => [String(hour), '10', '5', hour === 3 ? null : '50']);
const traffic = { columns: [varchar('hour_label'), bigint('sessions'), bigint('cart_adds'), double('cart_conversion_rate')], rows: hours };
const heat = { columns: [varchar('measure'), ...hours.map(([hour]) => double(hour.padStart(2, '0')))], rows: [['sessions', ...hours.map(([hour]) => (hour === '5' ? null : '100'))]] };

for (const width of [400, 1400]) {
  test(`dashboard: all 24 hours have their name, and the line lies above the bars, ${width} px wide`, async () => {
    const { page, close } = await dashboard({ 'Hourly traffic': traffic, 'Heat map of the day': heat }, {}, { width });
    const chart = await optionOf(page, 'Hourly traffic');
    assert.deepEqual(chart.names, hours.map(([hour]) => hour));
    assert.equal(chart.interval, 0);
    assert.deepEqual(chart.series.map(({ type, z }) => [type, z]), [['bar', 2], ['bar', 2], ['line', 3]]);
    assert.equal(chart.series[2].data[3], null);
    const warm = await optionOf(page, 'Heat map of the day');
    assert.equal(warm.names.length, 24);
    assert.equal(warm.series[0].data.length, 23, 'an hour that is not known has no colour');
    await close();
  });
}

test('dashboard: a shop without actions offers none, and no busiest hour is none', async () => {
  const { page, close } = await dashboard({}, { action: [], category: [] });
  assert.deepEqual(await page.getByRole('combobox', { name: 'Action' }).locator('option').allTextContents(), ['none']);
  assert.match(await panel(page, 'Clicks on the chosen action').locator('.help').textContent(), /Clicks on none/);
  assert.match(await panel(page, 'Busiest hour').textContent(), /no events/);
  await close();
});

test('dashboard: an answer that comes late for one shop does not stand under the name of another', async () => {
  const answers = [];
  const actions = service => ({ columns: [varchar('action'), bigint('total_clicks')], rows: [[`of ${service}`, '1']] });
  const { page, close } = await dashboard({ Actions: async route => {
    const { service } = route.request().postDataJSON();
    if (service === 'theshop_pharmacy') await new Promise(resolve => answers.push(resolve));
    await json(actions(service))(route);
  } });
  const service = page.getByRole('combobox', { name: 'Service' });
  await service.selectOption('theshop_pharmacy');
  while (answers.length === 0) await page.waitForTimeout(20);
  assert.ok(await panel(page, 'Actions').locator('.body').evaluate(body => Number(getComputedStyle(body).opacity) < 1), 'what was there before looks as if it were of the other shop');
  await service.selectOption('theshop_brand');
  await page.locator('main[data-state=drawn]').waitFor();
  const late = page.waitForResponse(response => response.request().postDataJSON()?.service === 'theshop_pharmacy');
  answers.forEach(answer => answer());
  await (await late).finished();
  await page.evaluate(() => new Promise(requestAnimationFrame));
  assert.match(await panel(page, 'Actions').textContent(), /of theshop_brand/);
  await close();
});

test('dashboard: rows that were cut off are told', async () => {
  const { page, close } = await dashboard({ Actions: { columns: [varchar('action')], rows: [['a'], ['b']], truncated: true } });
  assert.match(await panel(page, 'Actions').textContent(), /Only the first 2 rows are shown; there are more/);
  await close();
});

test('dashboard: ten payment methods have ten colours, and a name has one colour on every chart', async () => {
  const time = { name: 'time', type: 'timestamp' };
  const at = '2026-03-01 00:00:00.000';
  const rows = Array.from({ length: 10 }, (_, i) => [at, `method ${i}`, '1']);
  const { page, close } = await dashboard({
    'Purchases by payment method': { columns: [time, varchar('payment_method'), bigint('purchases')], rows },
    "Categories' share over the nights": { columns: [time, varchar('name'), double('share')], rows: [[at, 'method 7', '60'], [at, 'others', '40']] },
  });
  const methods = (await optionOf(page, 'Purchases by payment method')).series;
  assert.equal(new Set(methods.map(one => one.color)).size, 10);
  const [same] = (await optionOf(page, "Categories' share over the nights")).series;
  assert.equal(same.color, methods.find(one => one.name === same.name).color);
  await close();
});

test('dashboard: a figure that cannot be compared says why, one that is not known is none, and money says of how many orders it is', async () => {
  const time = { name: 'time', type: 'timestamp' };
  const reason = '1 of 7 days are not known: 2026-03-12';
  const { page, close } = await dashboard({
    Sessions: { columns: [time, bigint('total'), bigint('on_day')], rows: [['2026-03-27 00:00:00.000', null, '3'], ['2026-03-28 00:00:00.000', null, null]] },
    Revenue: { columns: [time, double('total'), double('on_day'), double('known')], rows: [['2026-03-28 00:00:00.000', '100', '10', '44.3']] },
    'Up or down, figure by figure': {
      columns: [varchar('figure'), double('now'), double('compared'), double('change'), varchar('amount_known'), varchar('not_compared')],
      rows: [['Sessions', null, '700', null, null, reason], ['Revenue', '100', '90', '11.1', '44.3 % of orders, before of 41.7 %', null]],
    },
  });
  const money = await panel(page, 'Revenue').textContent();
  assert.ok(money.includes('amount known of 44.3 % of orders, before of 41.7 %'), money);
  const tile = await panel(page, 'Sessions').textContent();
  assert.match(tile, /not known/);
  assert.ok(tile.includes(`not compared: ${reason}`), tile);
  await close();
});

test('dashboard: a figure of the last day says of which day it is, and of how many days its line is', async () => {
  const time = { name: 'time', type: 'timestamp' };
  const yesterday = new Date(Date.parse(new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Seoul' }).format(new Date())) - 86_400_000).toISOString().slice(0, 10);
  const rows = (...days) => ({ columns: [time, bigint('total'), bigint('on_day')], rows: days.map(day => [`${day} 00:00:00.000`, '9', '7']) });
  const { page, close } = await dashboard({ Sessions: rows('2025-10-26', '2025-10-27'), Orders: rows(yesterday) });
  assert.equal(await panel(page, 'Sessions').locator('.yesterday').textContent(), '2 days; on 27 Oct 7');
  assert.equal(await panel(page, 'Orders').locator('.yesterday').textContent(), '1 day; yesterday 7');
  await close();
});

test('dashboard: a start of the lines that is no time goes to the host, and before the first night they end now', async () => {
  const far = await dashboard({}, {}, {}, '/dashboard?from=99999999999999999999');
  assert.equal(await panel(far.page, 'Revenue by day').getAttribute('data-state'), 'drawn');
  await far.close();
  const sent = [];
  const { page, close } = await dashboard({ 'Revenue by day': route => { sent.push(route.request().postDataJSON()); return json(none)(route); } }, { night: [] });
  assert.equal(await panel(page, 'Revenue by day').getAttribute('data-state'), 'drawn');
  for (const [end, days] of [['__to', 0], ['__from', 90]]) assert.ok(Math.abs(Date.now() - days * 86_400_000 - Date.parse(sent.at(-1)[end])) < 600_000, JSON.stringify(sent));
  await close();
});

test('dashboard: a list of shops that could not be asked for is no list of examples, and is asked for again', async () => {
  let isBusy = true;
  const service = route => (isBusy ? json({ detail: 'Athena is busy.' }, 502) : json({ columns: [varchar('x')], rows: [['theshop_pharmacy']], truncated: false }))(route);
  const { page, close } = await dashboard({}, { service });
  await page.getByRole('alert').getByText('No values of Service').waitFor();
  assert.deepEqual(await page.getByRole('combobox', { name: 'Service' }).locator('option').allTextContents(), ['none']);
  assert.doesNotMatch(await page.textContent('main'), /theshop_brand/);
  assert.match(await panel(page, 'Actions').textContent(), /Athena is busy/);
  isBusy = false;
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.locator('main[data-state=drawn]').waitFor();
  assert.deepEqual(await page.getByRole('combobox', { name: 'Service' }).locator('option').allTextContents(), ['theshop_pharmacy']);
  assert.equal(await page.getByText('No values of').count(), 0);
  assert.doesNotMatch(await panel(page, 'Actions').textContent(), /Athena is busy/);
  await close();
});

test('dashboard: before the first run its own examples stand for the shops', async () => {
  const missing = json({ detail: "TABLE_NOT_FOUND: line 2:6: Table 'awsdatacatalog.log_db.pipeline_runs' does not exist Ask again." }, 422);
  const { page, close } = await dashboard({}, { service: missing });
  assert.deepEqual(await page.getByRole('combobox', { name: 'Service' }).locator('option').allTextContents(), ['theshop_brand', 'theshop_pharmacy']);
  assert.equal(await page.getByText('No values of').count(), 0);
  await close();
});

test('dashboard: a browser that the host does not take any more is asked for a key', async () => {
  const refused = json({ detail: 'Send a key that opens this address.' }, 401);
  for (const part of ['variables', 'panels']) {
    const { page, close } = await dashboard({});
    await page.route(`**/pages/dashboard/${part}/*`, refused);
    await page.route('**/sign-in', json({ opens: false }));
    if (part === 'variables') await page.getByRole('combobox', { name: 'Service' }).selectOption('theshop_pharmacy');
    else await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByLabel('Key').waitFor();
    await close();
  }
});

test('dashboard: a heat map without rows says so', async () => {
  const { page, close } = await dashboard({});
  assert.match(await panel(page, 'Heat map of the day').textContent(), /No rows\./);
  assert.equal(await panel(page, 'Heat map of the day').locator('.chart').count(), 0);
  await close();
});
