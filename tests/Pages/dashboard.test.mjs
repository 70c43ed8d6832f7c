// The page /dashboard in a browser. tests/EndToEnd starts the host on a lake with published tables and says what `query` finds in them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { assertUsable, host, key, launch, open } from './browser.mjs';
import { bare, drawn, panelOf, rowsOf } from './dashboard.mjs';

const figures = JSON.parse(readFileSync(process.env.COMMERCE_FIGURES, 'utf8'));
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

for (const width of [1400, 400]) {
  test(`draws every panel, ${width} px wide, light and dark`, async () => {
    const { page, complaints, close } = await open(browser, '/dashboard', { width });
    await drawn(page);

    const states = await page.$$eval('[data-panel]', panels => panels.map(panel => panel.dataset.state));
    assert.equal(states.length, 43);
    assert.ok(states.every(state => state === 'drawn'), states.join());
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await assertUsable(page);
      if (process.env.COMMERCE_SCREENSHOTS && width === 1400) await page.screenshot({ path: `${process.env.COMMERCE_SCREENSHOTS}/dashboard-${colorScheme}.png` });
    }
    assert.deepEqual(complaints, []);
    await close();
  });
}

test('shows the figures that `query` gives', async () => {
  const { page, close } = await open(browser, `/dashboard?var-service=theshop_brand&var-action=${figures.action}`);
  await drawn(page);

  for (const [title, rows] of Object.entries(figures.panels)) {
    const panel = panelOf(page, title);
    const shown = await rowsOf(panel);
    assert.deepEqual(shown, rows, title);
  }
  const stat = page.locator('[data-panel]').filter({ hasText: 'Clicks on the chosen action' });
  assert.deepEqual(await stat.locator('dd').allTextContents(), figures.clicks);
  await close();
});

test('asks anew for another service, keeps it in the address, and takes a link in a cell', async () => {
  const { page, complaints, close } = await open(browser, '/dashboard');
  await drawn(page);
  const ranking = () => panelOf(page, 'Product ranking').locator('.tabulator-table').textContent();
  const before = await ranking();

  await page.getByRole('combobox', { name: 'Service' }).selectOption('theshop_pharmacy');
  await drawn(page);
  assert.notEqual(await ranking(), before);
  assert.match(page.url(), /var-service=theshop_pharmacy/);

  const category = panelOf(page, 'Value by category').locator('.tabulator-cell button').last();
  const name = await category.textContent();
  await category.click();
  await drawn(page);
  assert.equal(await page.getByRole('combobox', { name: 'Category' }).inputValue(), name);
  await page.reload();
  await drawn(page);
  assert.equal(await page.getByRole('combobox', { name: 'Service' }).inputValue(), 'theshop_pharmacy');
  assert.deepEqual(complaints, []);
  await close();
});

test('shows a hostile value as text, and says which panels it leaves empty', async () => {
  const hostile = `<img src=x onerror="document.title='taken'">'";\u{1F384}`;
  const { page, close } = await open(browser, `/dashboard?var-service=${encodeURIComponent(hostile)}&var-action=${encodeURIComponent(hostile)}`);
  await drawn(page);

  assert.equal(await page.getByRole('combobox', { name: 'Service' }).inputValue(), hostile);
  assert.equal(await page.locator('main img').count(), 0);
  assert.notEqual(await page.title(), 'taken');
  assert.match(await page.textContent('#state'), /could not be drawn/);
  assert.match(await page.locator('[data-state=failed] .error').first().textContent(), /does not exist/);
  await close();
});

test('shows nothing until a key opens the host, and forgets it with the tab', async () => {
  const { page, close } = await open(browser, '/dashboard', { signIn: false });
  await page.getByLabel('Key').fill('not a key');
  await page.getByLabel('Key').press('Enter');
  await page.getByText('That key opens nothing here').waitFor();
  assert.equal(await page.locator('[data-panel]').count(), 0);
  await assertUsable(page);

  await page.getByLabel('Key').fill(key);
  await page.getByLabel('Key').press('Enter');
  await drawn(page);
  const other = await page.context().newPage();
  await other.goto(`${host}/dashboard`);
  await other.getByLabel('Key').waitFor();
  await close();
});

test('takes no key that no header takes, and asks for another one after a reload', async () => {
  const { page, close } = await open(browser, '/dashboard', { signIn: false });
  await page.getByLabel('Key').fill('키abc');
  await page.getByLabel('Key').press('Enter');
  await page.getByText('That key opens nothing here').waitFor();
  await page.reload();
  await page.getByLabel('Key').waitFor();
  await page.evaluate(() => sessionStorage.setItem('commerce-analytics-key', '키abc'));
  await page.reload();
  await page.getByLabel('Key').waitFor();
  await close();
});

test('leaves days without figures their place, names every hour, and draws lines above bars', async () => {
  const { page, close } = await bare(browser);

  const seen = await page.evaluate(async () => {
    const { getInstanceByDom } = await import('/pages/echarts.js');
    const { barChart } = await import('/pages/dashboard/bars.js');
    const { timeSeries } = await import('/pages/dashboard/timeseries.js');
    const field = (name, type, numeric, config = {}) => ({ name, type, numeric, config });
    const panel = (type, options) => ({ title: 'x', type, options, fieldConfig: { defaults: {}, overrides: [] } });
    const optionOf = async ({ element, ready }) => {
      document.querySelector('main').append(element);
      await ready;
      return getInstanceByDom(element.querySelector('.chart')).getOption();
    };
    const days = await optionOf(timeSeries(panel('timeseries', {}), {
      fields: [field('time', 'timestamp(3)', false), field('revenue', 'double', true)],
      rows: [['2026-03-27 00:00:00.000', 5], ['2026-03-30 00:00:00.000', 7]],
    }));
    const long = await optionOf(timeSeries(panel('timeseries', {}), {
      fields: [field('time', 'timestamp(3)', false), field('revenue', 'double', true)],
      rows: [['2026-01-01 00:00:00.000', 5], ['2026-03-30 00:00:00.000', 7]],
    }));
    const hours = await optionOf(barChart(panel('barchart', { xField: 'hour' }), {
      fields: [field('hour', 'varchar', false), field('sessions', 'bigint', true), field('rate', 'double', true, { unit: 'percent' })],
      rows: Array.from({ length: 24 }, (_, i) => [String(i), i, i]),
    }));
    return {
      days: days.series[0].data, joins: days.series[0].connectNulls, zooms: [days.dataZoom.length, long.dataZoom.length],
      hours: hours.xAxis[0].data, skips: hours.xAxis[0].axisLabel.interval, orders: hours.series.map(({ type, z }) => [type, z]),
    };
  });

  const day = date => Date.parse(`2026-03-${date}`);
  assert.deepEqual(seen.days, [[day(27), 5], [day(28), null], [day(29), null], [day(30), 7]]);
  assert.equal(seen.joins, false);
  assert.deepEqual(seen.zooms, [0, 1]);
  assert.deepEqual(seen.hours, Array.from({ length: 24 }, (_, i) => String(i)));
  assert.equal(seen.skips, 0);
  assert.deepEqual(seen.orders, [['bar', 2], ['line', 3]]);
  await close();
});
