// Why tables failed: each cause once, with the tables that it hit and what to do about it.
import { h } from '../lib/dom.js';
import { moreAbout } from './advice.js';

/** An error or a warning: its code, what was found, and what to do. */
export const notice = ({ code, message, advice }, kind) =>
  h('p', { class: kind }, h('strong', {}, code), ` ${message} `, h('span', { class: 'quiet' }, advice));

/** The causes of a run's failed tables, the overview's too; nothing where none failed. */
export function causes(report) {
  const tables = report.services.flatMap(service => service.tables.map(table => ({ service: service.service_name, table })));
  const failed = [...tables, ...(report.overview ? [{ table: report.overview }] : [])].filter(({ table }) => table.error);
  const groups = Map.groupBy(failed, ({ table }) => `${table.error.code}\n${table.error.advice}`);
  return failed.length > 0 && h('section', { 'aria-label': 'Why tables failed' },
    h('h2', {}, failed.length === 1 ? 'Why a table failed' : `Why ${failed.length} tables failed`),
    [...groups.values()].map(same => h('div', { class: 'card cause' },
      messages(same).map(message => h('p', {}, h('strong', { class: 'bad' }, same[0].table.error.code), ' ', message)),
      h('p', {}, h('strong', {}, 'What to do: '), same[0].table.error.advice),
      moreAbout(same[0].table.error.code, 'cause'),
      h('p', { class: 'quiet' }, 'Tables: ', same.flatMap((one, i) => [i > 0 && ', ', nameOf(one)])))));
}

/** A table's name leads to its row; the overview has none. */
const nameOf = ({ service, table }) => (service ? h('a', { href: `#${rowId(service, table)}` }, `${service} ${table.query_type}`) : 'the overview of all services');

/** What was found of each: tables that fail alike need not fail of the same thing. */
const messages = same => [...new Set(same.map(({ table }) => table.error.message))];

/** The id of a table's row on the page. */
export const rowId = (service, table) => `table-${service}-${table.query_type}`;
