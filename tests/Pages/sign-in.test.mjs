// The printed address that lets one browser in, without a key.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contextOf, host, launch } from './browser.mjs';

const { COMMERCE_SIGN_IN: address } = process.env;
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test('the printed address signs in every tab of one browser, once, and is left in no address', async () => {
  const mine = await contextOf(browser);
  const first = await mine.newPage();
  await first.goto(address);
  await first.waitForSelector('main[data-state=drawn]');
  assert.equal(first.url(), `${host}/monitor`);
  const second = await mine.newPage();
  await second.goto(`${host}/dashboard`);
  await second.waitForSelector('[data-panel]');

  const other = await (await contextOf(browser)).newPage();
  await other.goto(address);
  await other.getByLabel('Key').waitFor();
});
