// A run's page, on answers that are made up: what helps the person on call from there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertUsable, json, launch, mocked } from './browser.mjs';

const RUN = 'commerce-2026-03-29';
const QUERY = '3bbd8705-1909-4e5e-bfbd-d2211a31e934';
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const table = (query_type, status, more = {}) => ({
  query_type, table: `theshop_brand_commerce_${query_type}_summary`, status, rows: null, location: null, attempts: 1, query_execution_id: QUERY, queue_ms: 0, engine_ms: 1000,
  data_scanned_bytes: 1000, error: null, warnings: [], ...more,
});
const error = { code: 'AccessDenied', message: 'It could not be published.', advice: 'Allow it.' };
const report = (tables, more = {}) => ({
  run_id: RUN, execution_date: '2026-03-29', status: 'failed', started_at: '2026-03-29T04:00:00Z', finished_at: '2026-03-29T04:00:20Z', kind: 'refresh', warnings: [],
  totals: { tables: 2, published: 1, failed: 1, rows: 24, data_scanned_bytes: 4000, estimated_cost_usd: 0.00001 }, services: [{ service_name: 'theshop-brand', status: 'failed', tables }], ...more,
});
const steps = (tables, more = {}) => ({ runtime_status: 'Failed', line: 'over', phase: null, created_at: '2026-03-29T04:00:00Z', queue: null, tables, ...more });
const failed = report([table('hourly_traffic', 'failed', { error }), table('product_ranking', 'published')]);

const shown = (links = {}, { of = failed, ofSteps = steps([]), how = {}, more = [] } = {}) => mocked(browser, `/monitor?run=${RUN}`, [
  ['**/api/runs/*', of], ['**/pages/monitor/runs/*', ofSteps], ['**/pages/monitor/queries', [{ id: QUERY, sql: 'CREATE TABLE x', state: 'SUCCEEDED', submitted_at: '2026-03-29T04:00:02Z', completed_at: '2026-03-29T04:00:05Z', queue_ms: 0 }]],
  ['**/pages/monitor/links', { query: null, log: null, trace: null, ...links }], ...more,
], how);

test('a run leads to its log, its trace and its queries in Athena where settings say how, and nowhere otherwise', async () => {
  const elsewhere = page => page.locator('main a[rel=noreferrer]').evaluateAll(all => all.map(link => link.getAttribute('href')));
  const { page, close } = await shown({ query: 'https://console.example/#/history/{query}', log: 'https://logs.example/?run={run}&from={from}&to={to}', trace: 'https://traces.example/{run}' });
  assert.deepEqual(await elsewhere(page), [
    `https://logs.example/?run=${RUN}&from=2026-03-29T04%3A00%3A00Z&to=2026-03-29T04%3A00%3A20Z`, `https://traces.example/${RUN}`,
    `https://console.example/#/history/${QUERY}`, `https://console.example/#/history/${QUERY}`,
  ]);
  await close();
  const none = await shown();
  assert.deepEqual(await elsewhere(none.page), []);
  await none.close();
});

test('what is known about a code is shown where it stands: the host’s own page for the person on call', async () => {
  const { page, complaints, close } = await shown();
  await page.getByText('More about AccessDenied').click();
  await page.locator('.advice').getByText('The role lacks a right. Allow it in the role\'s policy (deploy/aws)').waitFor();
  await assertUsable(page);
  assert.deepEqual(complaints, []);
  await close();
});

test('each button says in a sentence what it does', async () => {
  const titles = page => page.locator('main button').evaluateAll(all => Object.fromEntries(all.map(one => [one.textContent, one.title])));
  const ended = await shown();
  assert.deepEqual(await titles(ended.page), {
    'Rerun failed tables': 'Starts a new run of just the tables that failed, for the same date.',
    Purge: 'Deletes the run’s history from the store. Its report, its tables and their data stay.',
    'Backfill…': 'Builds past nights into history; tells the cost first.',
    'Rerun tables…': 'Builds tables of 2026-03-29 anew and publishes them.',
    'Roll back…': 'Points tables back to the version before.',
  });
  await ended.close();
  const going = await shown({}, { of: report([table('hourly_traffic', 'skipped')], { status: 'running', finished_at: null }), ofSteps: steps([], { runtime_status: 'Running' }) });
  const { Cancel, Suspend, Terminate } = await titles(going.page);
  assert.deepEqual([Cancel, Suspend, Terminate], [
    'Stops the run and its queries in order.', 'The run takes no further step until it is resumed.', 'Ends the run at once without running any of its code. Cancel is nearly always better.',
  ]);
  await going.close();
});

test('an overview that failed is among the causes, with its advice', async () => {
  const { page, close } = await shown({}, { of: report([table('hourly_traffic', 'published')], { overview: { ...table('overview', 'failed'), table: 'pipeline_overview', error: { code: 'AccessDenied', message: 'No right.', advice: 'Allow glue:UpdateTable.' } } }) });
  assert.match(await page.getByRole('region', { name: 'Why tables failed' }).textContent(), /Why a table failed.*AccessDenied No right\..*What to do: Allow glue:UpdateTable\..*Tables: the overview of all services/s);
  await close();
});

test('a code that no page names says so', async () => {
  const { page, close } = await shown({}, { of: report([table('hourly_traffic', 'failed', { error: { ...error, code: 'NoSuchCode' } })]) });
  await page.getByText('More about NoSuchCode').click();
  await page.getByText('No page has advice about \'NoSuchCode\'.').waitFor();
  await close();
});

test('runs just the chosen tables again, for the run’s date', async () => {
  const sent = [];
  const start = ['**/api/runs', route => { sent.push(route.request().postDataJSON()); return json({ id: `${RUN}-2` }, 202)(route); }];
  const { page, close } = await shown({}, { more: [start] });
  await page.getByRole('button', { name: 'Rerun tables' }).click();
  const dialog = page.getByRole('dialog');
  assert.match(await dialog.textContent(), /anew from the log as it is now.*billed/);
  for (const name of ['product_ranking', 'hourly_traffic']) await dialog.getByLabel(name).uncheck();
  await dialog.getByRole('button', { name: 'Start' }).click();
  await dialog.getByRole('alert').getByText('Choose a table.').waitFor();
  await dialog.getByLabel('hourly_traffic').check();
  await assertUsable(page);
  await dialog.getByRole('button', { name: 'Start' }).click();
  await page.waitForURL(url => url.search === `?run=${RUN}-2`);
  assert.deepEqual(sent, [{ execution_date: '2026-03-29', service_names: ['theshop-brand'], query_types: ['hourly_traffic'], force: false }]);
  await close();
});

test('a backfill tells its cost before it begins, and anew when it is asked for otherwise', async () => {
  const sent = [];
  const answer = ['**/api/backfills', route => {
    const body = route.request().method() === 'POST' ? route.request().postDataJSON() : null;
    if (body) sent.push(body);
    return json(body ? { id: 'backfill-1', estimate: { nights: 3, tables: 21, entered: 0, queries: 30, data_scanned_bytes: 2_000_000, cost_usd: 0.0143, left_out: ['1 night is left out (2026-03-29).'] } } : { backfills: [] })(route);
  }];
  const { page, close } = await shown({}, { more: [answer] });
  await page.getByRole('button', { name: 'Backfill' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('First night').fill('2026-03-26');
  await dialog.getByRole('button', { name: 'Tell the cost' }).click();
  await dialog.getByText('3 nights, 21 tables, 30 queries: 2.0 MB, $0.0143. 1 night is left out (2026-03-29). Press Start').waitFor();
  await dialog.getByLabel('Tables').selectOption('hourly_traffic');
  await dialog.getByRole('button', { name: 'Start' }).click();
  await page.waitForFunction(count => window.performance.getEntriesByType('resource').filter(one => one.name.endsWith('/api/backfills')).length >= count, 2);
  await assertUsable(page);
  await dialog.getByRole('button', { name: 'Start' }).click();
  await page.waitForURL(url => url.search === '');
  const asked = { from: '2026-03-26', to: '2026-03-29', force: false };
  assert.deepEqual(sent, [{ ...asked, estimate_only: true }, { ...asked, query_types: ['hourly_traffic'], estimate_only: true }, { ...asked, query_types: ['hourly_traffic'] }]);
  await close();
});

test('a run that goes on tells for how long, and its start in UTC and in the time of the browser', async () => {
  const began = new Date(Date.now() - 125_000).toISOString();
  const attempt = { number: 1, asked_at: began, query_execution_id: QUERY, submitted_at: began, ended_at: null, end: null };
  const of = report([table('hourly_traffic', 'skipped', { query_execution_id: null })], { status: 'running', started_at: began, finished_at: null });
  const { page, close } = await shown({}, { of, ofSteps: steps([{ service_name: 'theshop-brand', query_type: 'hourly_traffic', step: 'querying', attempts: [attempt], ended_at: null, report: null }], { runtime_status: 'Running' }), how: { timezoneId: 'Asia/Seoul' } });
  const facts = await page.locator('.facts').textContent();
  assert.match(facts, /running for2 min \d+ s/);
  const hour = String((new Date(began).getUTCHours() + 9) % 24).padStart(2, '0');
  assert.match(facts, new RegExp(`started${began.slice(0, 10)} ${began.slice(11, 16)} UTC \\(${hour}:${began.slice(14, 16)} Asia/Seoul\\)`));
  assert.match(await page.locator('tr[data-table]').textContent(), /for 2 min \d+ s/);
  await close();
});

test('on a telephone the timeline shows the whole run, and a try that another one mended is no failure', async () => {
  const tries = [{ number: 1, query_execution_id: 'a', asked_at: '2026-03-29T04:00:01Z', submitted_at: '2026-03-29T04:00:02Z', ended_at: '2026-03-29T04:00:05Z', end: 'failed', error: 'lost' },
    { number: 2, query_execution_id: 'b', asked_at: '2026-03-29T04:00:05Z', submitted_at: '2026-03-29T04:00:06Z', ended_at: '2026-03-29T04:00:08Z', end: 'succeeded' }];
  const ofSteps = steps([{ service_name: 'theshop-brand', query_type: 'product_ranking', attempts: tries, ended_at: '2026-03-29T04:00:19Z' }]);
  const { page, close } = await shown({}, { ofSteps, how: { width: 400 } });
  const [content, box] = await page.locator('.timeline').evaluate(({ parentElement: one }) => [one.scrollWidth, one.clientWidth]);
  assert.ok(content <= box, `${content} px in ${box} px`);
  assert.match(await page.locator('.span.retried').getAttribute('title'), /failed after 3.0 s. lost/);
  assert.equal(await page.locator('.span.failed').count(), 1);
  await assertUsable(page);
  await close();
});

test('an answer that failed is not kept: a page that is signed in again asks for the links anew', async () => {
  let asked = 0;
  const once = ['**/pages/monitor/links', route => (++asked === 1 ? json({ detail: 'Send a key.' }, 401) : json({ query: null, log: 'https://logs.example/', trace: null }))(route)];
  const { page, close } = await shown({}, { more: [once] });
  await page.getByRole('link', { name: 'Log', exact: true }).waitFor();
  assert.equal(asked, 2);
  await close();
});
