// What parses as Trino and still fails, or does nothing, in Athena. Each rule says what Athena does and gives lines such as `12: ...`.
import { readFileSync } from 'node:fs';
import { trinoTree } from './grammar.mjs';

/** StartQueryExecution takes 262,144 bytes. */
const mostBytes = 262_144;
/** The Glue catalog's most for names of databases, tables and columns. */
const mostNameBytes = 255;

const functions = new Set(
  readFileSync(new URL('athena-functions.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => line.split(' ')),
);

/** All that the rules have against a statement that parses as Trino. */
export function lint(sql) {
  const tree = trinoTree(sql);
  const statement = tree.all('statement').next().value;
  const isCreate = statement.kind === 'CreateTableAsSelect';
  return [
    ...tooLong(sql),
    ...kindOf(statement),
    ...sortedForNothing(statement, isCreate),
    ...unknownFunctions(tree),
    ...badNames(tree),
    ...(isCreate ? [...badTableNames(statement), ...badOutput(statement)] : []),
  ];
}

function* tooLong(sql) {
  const bytes = Buffer.byteLength(sql);
  if (bytes > mostBytes) yield `1: the statement has ${bytes} bytes and Athena takes ${mostBytes}`;
}

/** Athena's engine takes more, the pipeline sends no other; what is new here needs rules of its own. */
function* kindOf(statement) {
  const known = ['CreateTableAsSelect', 'StatementDefault'];
  if (!known.includes(statement.kind)) yield `${statement.line}: ${statement.kind} has no rules here`;
}

/** Trino drops the order of a CTAS and of a subquery unless a LIMIT needs it. */
function* sortedForNothing(statement, isCreate) {
  const outer = own(statement)?.context;
  for (const query of statement.all('queryNoWith')) {
    const words = query.words;
    if (query.context === outer && !isCreate) continue;
    if (words.includes('ORDER') && !words.includes('LIMIT') && !words.includes('FETCH'))
      yield `${query.line}: ORDER BY without LIMIT is ignored`;
  }
}

function* unknownFunctions(tree) {
  for (const call of tree.all('primaryExpression')) {
    if (call.kind !== 'FunctionCall') continue;
    const name = call.child('functionName')?.text ?? call.children[0].text;
    if (!functions.has(name.toLowerCase())) yield `${call.line}: the function ${name} may not be there`;
  }
}

/** Trino's grammar has backquotes only to refuse them with a better message. */
function* badNames(tree) {
  for (const name of tree.all('identifier')) {
    if (name.kind === 'BackQuotedIdentifier') yield `${name.line}: ${name.text} is in backquotes`;
    const bytes = Buffer.byteLength(unquoted(name.text));
    if (bytes > mostNameBytes) yield `${name.line}: a name of ${bytes} bytes is too long for the catalog`;
  }
}

/** Athena takes letters, digits and underscores in names of tables that it creates. */
function* badTableNames(create) {
  for (const name of create.child('tableNameCreate').all('identifier'))
    if (!/^[a-z0-9_]+$/.test(unquoted(name.text))) yield `${name.line}: Athena creates no table named ${name.text}`;
}

/** An untyped NULL fails a CTAS, a literal gives varchar(n), and a name in capitals comes back in lower case. */
function* badOutput(create) {
  const arms = [...own(create).outermost('querySpecification')].map(outputs);
  for (const item of arms.flat())
    if (item.children[0].core.kind !== 'Cast') yield `${item.line}: the column ${item.text} is not cast to its type`;
  const names = arms[0].map((item) => item.child('identifier')?.text);
  for (const [i, name] of names.entries()) {
    if (name === undefined || !/^[a-z_][a-z0-9_]*$/.test(name)) yield `${arms[0][i].line}: the column ${arms[0][i].text} has no name in lower case`;
    else if (names.indexOf(name) < i) yield `${arms[0][i].line}: two columns are named ${name}`;
  }
}

/** The statement's own query, without what WITH puts in front of it. */
function own(statement) {
  return statement.all('query').next().value?.child('queryNoWith');
}

function outputs(query) {
  return query.child('selectList').children.filter((child) => child.rule === 'selectItem');
}

function unquoted(name) {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}
