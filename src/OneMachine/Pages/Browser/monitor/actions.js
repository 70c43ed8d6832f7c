// What a person can do to runs; each asks first, and says what it does and what it does not.
import { call, key } from '../lib/api.js';
import { h } from '../lib/dom.js';

const instance = (run, operation = '') => `/runtime/webhooks/durabletask/instances/${encodeURIComponent(run)}${operation}`;
const api = (run, operation) => `/api/runs/${encodeURIComponent(run)}/${operation}`;

// What each is called, what it does in a sentence, what else a person should know of it, and the call.
const ACTIONS = {
  rerun: ['Rerun failed tables', 'Starts a new run of just the tables that failed, for the same date.', 'Published tables are left as they are.', run => call('POST', api(run, 'rerun'))],
  cancel: ['Cancel', 'Stops the run and its queries in order.', 'Tables that are published already stay published; the others keep yesterday’s rows.', run => call('POST', api(run, 'cancel'))],
  suspend: ['Suspend', 'The run takes no further step until it is resumed.', 'Queries that run already go on in Athena, and are billed.', run => call('POST', instance(run, '/suspend?reason=monitor'))],
  resume: ['Resume', 'The run goes on where it was suspended.', '', run => call('POST', instance(run, '/resume?reason=monitor'))],
  terminate: ['Terminate', 'Ends the run at once without running any of its code. Cancel is nearly always better.', 'Its queries go on in Athena until the next run stops them, its parts that run go on, and its report stays unfinished.', run => call('POST', instance(run, '/terminate?reason=monitor'))],
  purge: ['Purge', 'Deletes the run’s history from the store. Its report, its tables and their data stay.', '', run => call('DELETE', instance(run))],
};

/** A button that says in a sentence what it does to whoever points at it, or hears it read out. */
export const button = (label, said, onclick, look = null) => h('button', { type: 'button', class: look, title: said, onclick }, label);

/** Buttons for what can be done to a run in this state; `done(answer)` is called after. */
export function actionsFor(run, report, runtimeStatus, done) {
  const ended = report.status !== 'running';
  const names = ended ? [...(report.status === 'failed' ? ['rerun'] : []), 'purge'] : ['cancel', runtimeStatus === 'Suspended' ? 'resume' : 'suspend', 'terminate'];
  return names.map(name => actionButton(name, run, done));
}

/** The button that runs the failed tables of a run again, and leads to the new run. */
export const rerunButton = run => actionButton('rerun', run, (_, { id }) => { location.href = `/monitor?run=${encodeURIComponent(id)}`; });

function actionButton(name, run, done) {
  const [label, does, more, act] = ACTIONS[name];
  return button(label, does, () => ask(`${label}: ${run}`, `${does} ${more}`, label, async () => done(name, await act(run))));
}

/** The button that publishes by hand what the audit holds of a run; null where it holds nothing. */
export function publishButton(run, report) {
  const held = report.services.flatMap(service => service.tables).filter(table => table.status === 'held');
  if (held.length === 0) return null;
  const which = h('select', { name: 'held' }, ...(held.length > 1 ? [h('option', { value: '' }, 'all that are held')] : []), held.map(({ table }) => h('option', { value: table }, table)));
  const who = h('input', { name: 'asked-by', maxlength: 100, autocomplete: 'name' });
  const said = [
    'Points the live table at what the run built and the audit held: readers see it at once. No query runs, and nothing is billed.',
    'What held it is accepted: the same finding only warns from now on, until a night without it. A night that is older than the live table goes to history alone.',
    'It is a run of its own: it waits for the one that goes on, and its report says who asked. A rollback takes it back.',
  ];
  const act = async () => {
    const started = await call('POST', api(run, 'publish'), { ...(which.value && { tables: [which.value] }), ...(who.value && { asked_by: who.value }) });
    location.href = `/monitor?run=${encodeURIComponent(started.id)}`;
  };
  const open = () => ask(`Publish held tables: ${run}`, said, 'Publish', act, [h('label', {}, 'Tables ', which), h('label', {}, 'Who asks ', who)]);
  return button('Publish held tables…', 'Shows readers what the run built and the audit held.', open);
}

/** The button that rolls tables of a service back: one of `queryTypes`, or all of them. */
export function rollbackButton(service, queryTypes) {
  const which = h('select', { name: 'tables' }, ...(queryTypes.length > 1 ? [h('option', { value: '' }, 'all its tables')] : []), queryTypes.map(type => h('option', { value: type }, type)));
  const said = [
    'Points the tables back to the version before, each in one catalog update: readers see the former rows at once. No query runs, nothing is billed, and no data is deleted now.',
    'It is a run of its own: it waits for the one that goes on, and has a report. The next run publishes anew and then deletes the version that was left, so mend the cause before it.',
    'Once more goes one version further back, as far as VersionsToKeep reaches; a table without a version before is left as it is, and the report says so.',
  ];
  const act = async () => {
    const types = which.value === '' ? queryTypes : [which.value];
    const started = await call('POST', `/api/services/${encodeURIComponent(service)}/rollback?${new URLSearchParams(types.map(type => ['query_type', type]))}`);
    location.href = `/monitor?run=${encodeURIComponent(started.id)}`;
  };
  return button('Roll back…', 'Points tables back to the version before.', () => ask(`Roll back ${service}`, said, 'Roll back', act, [h('label', {}, 'Tables ', which)]));
}

/** The button that cancels a backfill. */
export function cancelBackfillButton(id) {
  const said = 'The night under way stops its queries, and no other begins. Nights that are in history stay; the same range asked for again goes on with the others.';
  return button('Cancel', 'Stops the backfill; nights that are in history stay.', () => ask(`Cancel: ${id}`, said, 'Cancel', () => call('POST', `/api/backfills/${encodeURIComponent(id)}/cancel`)));
}

/** The button that starts a run. */
export function startButton() {
  const date = h('input', { type: 'date', name: 'date' });
  const known = h('datalist', { id: 'known-services' });
  const services = h('input', { name: 'services', placeholder: 'all', list: known.id, autocomplete: 'off' });
  const force = h('input', { type: 'checkbox', name: 'force' });
  const fields = () => [
    h('label', {}, 'Execution date (empty: today) ', date),
    h('label', {}, 'Services, by comma ', services), known,
    h('label', {}, force, ' even where later data is published, or nobody knows a service'),
  ];
  const open = () => {
    ask('Start a run', 'Refreshes the tables of the services for a date.', 'Start', () => start(date, services, force), fields());
    offerServices(services, known);
  };
  return button('Start a run', 'Refreshes the tables of services for a date.', open, 'main');
}

/** Offers the known services for the last of the names that are typed. A browser completes the whole of a field, so each offer has the names before it. */
async function offerServices(input, list) {
  try {
    const names = await call('GET', '/pages/monitor/services');
    const offer = () => {
      const typed = input.value.split(',').slice(0, -1).map(name => name.trim()).filter(name => name !== '');
      list.replaceChildren(...names.filter(name => !typed.includes(name)).map(name => h('option', { value: [...typed, name].join(', ') })));
    };
    input.oninput = offer;
    offer();
  } catch (error) {
    list.after(h('p', {}, `The known services cannot be offered: ${error.message}`));
  }
}

async function start(date, services, force) {
  const names = services.value.split(',').map(name => name.trim()).filter(name => name !== '');
  const started = await call('POST', '/api/runs', { ...(date.value && { execution_date: date.value }), ...(names.length > 0 && { service_names: names }), force: force.checked });
  location.href = `/monitor?run=${encodeURIComponent(started.id)}`;
}

const refused = () => key()
  ? 'The key of this tab does not open that: sign in with the master key in a new tab.'
  : 'The host takes this sign-in no longer. Load the page again and sign in.';

/** Asks, acts, and says in the dialog itself what went wrong. What `act` answers is told there, and the button then asks again, by that name. */
export function ask(title, explanation, label, act, fields = []) {
  const message = h('p', { class: 'error', role: 'alert' });
  const told = h('p', { role: 'status' });
  const button = h('button', { type: 'submit', class: 'main' }, label);
  const dialog = h('dialog', { 'aria-labelledby': 'question', onclose: () => dialog.remove() },
    h('form', { onsubmit: submit },
      h('h2', { id: 'question' }, title), [explanation].flat().map(text => h('p', {}, text)), ...fields, told, message,
      h('div', { class: 'buttons' },
        h('button', { type: 'button', onclick: () => dialog.close() }, 'Back'),
        button)));
  async function submit(event) {
    event.preventDefault();
    message.textContent = '';
    try {
      const more = await act();
      if (!more?.label) return dialog.close();
      [told.textContent, button.textContent] = [more.told, more.label];
    } catch (error) {
      message.textContent = error.status === 401 ? refused() : error.message;
    }
  }
  document.body.append(dialog);
  dialog.showModal();
}
