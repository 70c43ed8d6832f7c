// What a person starts from a run's page: its tables once more, and past nights of them.
import { call } from '../lib/api.js';
import { h } from '../lib/dom.js';
import { bytes, format } from '../lib/format.js';
import { ask, button } from './actions.js';

/** The button that builds tables of a service anew for the run's date. */
export function rerunTablesButton(service, queryTypes, date) {
  const boxes = queryTypes.map(type => h('input', { type: 'checkbox', name: 'tables', value: type, checked: true }));
  const force = h('input', { type: 'checkbox', name: 'force' });
  const said = [
    `Builds the tables of ${date} anew from the log as it is now, checks and audits them, and publishes them. Its queries are billed.`,
    'It is a run of its own: it waits for the one that goes on, and has a report. A table whose live version is of a later date is refused, unless you insist.',
  ];
  const act = async () => {
    const types = boxes.filter(box => box.checked).map(box => box.value);
    if (types.length === 0) throw new Error('Choose a table.');
    const started = await call('POST', '/api/runs', { execution_date: date, service_names: [service], query_types: types, force: force.checked });
    location.href = `/monitor?run=${encodeURIComponent(started.id)}`;
  };
  const fields = () => [h('fieldset', {}, h('legend', {}, 'Tables'), boxes.map(box => h('label', {}, box, ` ${box.value}`))), h('label', {}, force, ' even where later data is published')];
  return button('Rerun tables…', `Builds tables of ${date} anew and publishes them.`, () => ask(`Rerun tables of ${service}`, said, 'Start', act, fields()));
}

/** The button that starts a backfill; it tells the cost first, and starts only what it has told the cost of. */
export function backfillButton(report) {
  const day = name => h('input', { type: 'date', name, required: true, value: report.execution_date });
  const [from, to] = [day('from'), day('to')];
  const pick = (name, all, values) => h('select', { name }, h('option', { value: '' }, all), values.map(value => h('option', { value }, value)));
  const service = pick('service', 'all of the settings', report.services.map(one => one.service_name));
  const table = pick('table', 'all tables', [...new Set(report.services.flatMap(one => one.tables.map(({ query_type: type }) => type)))]);
  const force = h('input', { type: 'checkbox', name: 'force' });
  const said = [
    'Builds past nights into history, the newest first; no live table is touched. Nights that history has are never paid for again, unless you insist.',
    'It gives way to the nightly run, goes on after a stop, and can be cancelled on the first screen.',
  ];
  let told = '';
  const act = async () => {
    const body = { from: from.value, to: to.value, ...(service.value && { service_names: [service.value] }), ...(table.value && { query_types: [table.value] }), force: force.checked };
    if (told === JSON.stringify(body)) {
      await call('POST', '/api/backfills', body);
      location.href = '/monitor';
      return null;
    }
    const { estimate } = await call('POST', '/api/backfills', { ...body, estimate_only: true });
    told = JSON.stringify(body);
    return { label: 'Start', told: `${estimate.nights} nights, ${estimate.tables} tables, ${estimate.queries} queries: ${bytes(estimate.data_scanned_bytes)}, ${format(estimate.cost_usd, 'currencyUSD')}. ${estimate.left_out.map((one) => `${one} `).join('')}Press Start to begin.` };
  };
  const fields = [h('label', {}, 'First night ', from), h('label', {}, 'Last night ', to), h('label', {}, 'Service ', service), h('label', {}, 'Tables ', table), h('label', {}, force, ' also nights that history has')];
  const open = () => {
    told = '';
    ask('Backfill', said, 'Tell the cost', act, fields);
  };
  return button('Backfill…', 'Builds past nights into history; tells the cost first.', open);
}
