// What a merchandiser sees and does in the morning on /dashboard: the tests of five seconds and of five minutes of docs/try/pages.md. tests/EndToEnd starts the host.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { launch, open } from './browser.mjs';
import { bare, drawn, panelOf, rowsOf } from './dashboard.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

const FIGURES = ['Sessions', 'Users a day', 'Conversion', 'Orders', 'Average order', 'Revenue'];

test('five seconds: without a hand on it the first screen says of when the data is, whether each figure is up or down, and where people drop out', async () => {
  const { page, close } = await open(browser, '/dashboard', { width: 1400, height: 900 });
  await drawn(page);

  assert.match(await page.locator('.data').textContent(), /^Data of 22 to 28 Mar 2026 · UTC · refreshed \d+ \w+, \d\d:\d\d/);
  for (const figure of FIGURES) {
    const tile = panelOf(page, figure);
    assert.match(await tile.locator('.figure strong').textContent(), /\d|not known/);
    assert.match(await tile.locator('.change').textContent(), /^([▲▼=] [\d.]+ % against 15 to 21 Mar|not compared: .{10,})$/, figure);
    const { y, height } = await tile.boundingBox();
    assert.ok(y >= 0 && y + height <= 900, `${figure} is out of sight`);
  }
  assert.equal((await rowsOf(panelOf(page, 'Funnel'))).length, 4);
  assert.ok((await panelOf(page, 'Funnel').boundingBox()).y < 900);

  await page.mouse.wheel(0, 4000);
  await page.waitForFunction(() => scrollY > 1000);
  assert.equal(Math.round((await page.locator('.data').boundingBox()).y), 0, 'the line stays in sight');
  await close();
});

test('five minutes: other days, another comparison, a view to send, the product that fell, its line, a search, files to keep', async () => {
  const { page, complaints, close } = await open(browser, '/dashboard');
  await drawn(page);

  await page.getByRole('combobox', { name: 'Days', exact: true }).selectOption({ label: 'yesterday' });
  await drawn(page);
  await page.getByRole('combobox', { name: 'Compared with' }).selectOption({ label: '4 weeks before' });
  await drawn(page);
  assert.match(page.url(), /var-period=1&var-compare=28/);
  await page.reload();
  await drawn(page);
  assert.match(await page.locator('.data').textContent(), /^Data of 28 Mar 2026/);
  assert.equal(await page.getByRole('combobox', { name: 'Compared with' }).inputValue(), '28');
  const [sessions] = await rowsOf(panelOf(page, 'Up or down, figure by figure'));
  assert.equal(sessions[0], 'Sessions');
  assert.match(sessions[2], /^[\d,]+$/, 'those of 28 February');

  const rose = panelOf(page, 'Products that rose');
  const first = rose.locator('.tabulator-cell button').first();
  const name = await first.getAttribute('title') && await first.textContent();
  await first.click();
  await drawn(page);
  const line = await panelOf(page, 'A product over the nights').locator('.chart').evaluate(async chart => (await import('/pages/echarts.js')).getInstanceByDom(chart).getOption().series[0]);
  assert.equal(line.name.replaceAll('\n', ' '), name);
  assert.ok(await panelOf(page, 'A product over the nights').evaluate(panel => panel.getBoundingClientRect().top < innerHeight), 'the line is in sight');
  assert.equal(new URL(page.url()).searchParams.get('var-product'), line.name);

  const ranking = panelOf(page, 'Product ranking');
  await ranking.getByRole('columnheader', { name: /^users/ }).click();
  const users = (await rowsOf(ranking)).map(row => Number(row[4].replaceAll(',', '')));
  assert.deepEqual(users, users.toSorted((a, b) => b - a));
  const all = await ranking.locator('.tabulator-row').count();
  const [[product]] = await rowsOf(ranking);
  await ranking.getByRole('searchbox').fill(product);
  assert.match(await ranking.getByRole('status').textContent(), new RegExp(`^\\d+ of ${all} rows$`));
  assert.ok((await rowsOf(ranking)).every(row => row.join().includes(product)));

  const [csv] = await Promise.all([page.waitForEvent('download'), ranking.getByRole('button', { name: /CSV/ }).click()]);
  const text = readFileSync(await csv.path(), 'utf8');
  assert.equal(text.split('\n')[0], '\ufeff"product","category","seller","cart adds","users","value"');
  assert.ok(text.includes(product.replaceAll('"', '""')));
  const [png] = await Promise.all([page.waitForEvent('download'), panelOf(page, 'Hourly traffic').getByRole('button', { name: /PNG/ }).click()]);
  assert.equal(readFileSync(await png.path()).subarray(1, 4).toString(), 'PNG');
  assert.deepEqual(complaints, []);
  await close();
});

test('a panel of other days than the chosen ones says which: those of its table, or of the two nights that it compares', async () => {
  const { page, close } = await open(browser, '/dashboard?var-period=14');
  await drawn(page);
  assert.match(await page.locator('.data').textContent(), /^Data of 15 to 28 Mar 2026/);
  const days = Object.fromEntries(await page.locator('[data-panel]').evaluateAll(all => all.map(one => [one.querySelector('h3').textContent, one.querySelector('.days').textContent])));
  for (const title of [...FIGURES, 'Funnel', 'Revenue by day', 'Freshness', 'Last runs']) assert.equal(days[title], '', title);
  for (const title of ['Top actions', 'Search terms', 'Hourly traffic', 'Top transitions', 'Search click-through']) assert.equal(days[title], '22 to 28 Mar · 7 days', title);
  for (const title of ['Product ranking', 'Categories', 'Products of the chosen category']) assert.equal(days[title], '27 Feb to 28 Mar · 30 days', title);
  assert.equal(days['Revenue in 90 days'], '29 Dec to 28 Mar · 90 days');
  for (const title of ['Products that rose', 'Products that fell']) assert.equal(days[title], '30 days to 28 Mar against 30 days to 21 Mar', title);
  for (const title of ['Search terms that rose', 'Search terms that fell', 'Searches that find nothing more and more']) assert.equal(days[title], '7 days to 28 Mar against 7 days to 21 Mar', title);
  for (const title of ['A product over the nights', "Categories' share over the nights"]) assert.equal(days[title], 'the 30 days before each night', title);
  await page.getByRole('combobox', { name: 'Summary' }).selectOption('purchase_analytics');
  await drawn(page);
  assert.equal(await panelOf(page, 'Rows of one summary').locator('.days').textContent(), '29 Dec to 28 Mar · 90 days');
  const silent = Object.entries(days).filter(([, text]) => text === '').map(([title]) => title);
  assert.deepEqual(silent.slice(6).sort(), ['Bytes and cost a day', 'Days', 'Failed tables', 'Freshness', 'Funnel', 'Last runs', 'Nights compared', 'Purchases by payment method', 'Revenue by day', 'Sessions and orders by day', 'Up or down, figure by figure']);
  await close();
});

test('what moved: whatever is new or lost has its change too, and a table that is longer than its box says so', async () => {
  const { page, close } = await open(browser, '/dashboard');
  await drawn(page);
  const fell = panelOf(page, 'Products that fell');
  for (const title of ['Products that rose', 'Products that fell', 'Search terms that rose', 'Search terms that fell']) {
    const rows = await rowsOf(panelOf(page, title));
    assert.equal(rows.length, 25, title);
    assert.ok(rows.every(([, change]) => /^[+-][\d,]+$/.test(change)), `${title}: ${rows.map(([, change]) => change)}`);
  }
  const lost = (await rowsOf(fell)).filter(row => row.at(-1) === 'lost, at least');
  assert.ok(lost.length > 0 && lost.every(row => row[2] === '–'), 'the 100 products of a night are not all');

  const inSight = () => fell.locator('.tabulator-row').evaluateAll(rows => rows.filter(row => row.getBoundingClientRect().bottom <= row.closest('.tabulator-tableholder').getBoundingClientRect().bottom + 1).length);
  assert.ok((await inSight()) < 25);
  await fell.getByRole('button', { name: 'Show all 25 rows' }).click();
  assert.equal(await inSight(), 25);
  await fell.getByRole('button', { name: 'Show fewer rows' }).click();
  assert.ok((await inSight()) < 25);
  await fell.getByRole('searchbox').fill((await rowsOf(fell))[0][0]);
  assert.equal(await fell.getByRole('button', { name: /^Show/ }).count(), 0);
  await close();
});

test('weighs less than 1.5 MB, all of it of this host', async () => {
  const { page, complaints, close } = await bare(browser);
  const sizes = new Map();
  page.on('response', async response => /\/(dashboard|pages\/.*\.(js|css|svg))$/.test(new URL(response.url()).pathname) && sizes.set(response.url(), (await response.body()).length));
  await page.reload();
  await drawn(page);
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  assert.ok(sizes.size > 15, [...sizes.keys()].join());
  assert.ok(total < 1_500_000, `${total} bytes`);
  console.log(`# ${total} bytes in ${sizes.size} files`);
  assert.deepEqual(complaints, []);
  await close();
});

test('writes money as its currency is written, and takes no text for a formula', async () => {
  const { page, close } = await bare(browser);
  const seen = await page.evaluate(async () => {
    const { format, MONEY, useCurrency } = await import('/pages/lib/format.js');
    const written = ['KRW', 'JPY', 'EUR', 'USD'].map(currency => {
      useCurrency(currency);
      return format(1234.5, MONEY, 0);
    });
    const { table } = await import('/pages/dashboard/tables.js');
    const rows = ['=1+1', '+x', '@y', '-z', 'a', '"b"', '<b>c</b>'].map((text, i) => [text, i]);
    const { element, ready } = table({ title: 'x', fieldConfig: { defaults: {}, overrides: [] } }, { rows, fields: [{ name: 'term', type: 'varchar', numeric: false, config: {} }, { name: 'n', type: 'bigint', numeric: true, config: {} }] });
    document.querySelector('main').append(element);
    await ready;
    element.querySelector('button').id = 'keep';
    return { written, shown: [...element.querySelectorAll('.tabulator-row')].map(row => row.querySelector('.tabulator-cell').textContent) };
  });
  assert.deepEqual(seen.written, ['₩1,235', '¥1,235', '€1,234.50', '$1,234.50']);
  assert.deepEqual(seen.shown, ['=1+1', '+x', '@y', '-z', 'a', '"b"', '<b>c</b>']);
  const [csv] = await Promise.all([page.waitForEvent('download'), page.locator('#keep').click()]);
  assert.deepEqual(readFileSync(await csv.path(), 'utf8').trim().split('\n').slice(1), ['"\'=1+1","0"', '"\'+x","1"', '"\'@y","2"', '"\'-z","3"', '"a","4"', '"""b""","5"', '"<b>c</b>","6"']);
  await close();
});

test('on paper: every row, no fields, no dark', async () => {
  const { page, close } = await open(browser, '/dashboard', { colorScheme: 'dark' });
  await drawn(page);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  assert.equal(await page.locator('.variables').first().isVisible(), false);
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(244, 245, 247)');
  const cut = await page.locator('.tabulator-tableholder').evaluateAll(all => all.filter(one => one.scrollHeight > one.clientHeight + 1).length);
  assert.equal(cut, 0);
  await close();
});
