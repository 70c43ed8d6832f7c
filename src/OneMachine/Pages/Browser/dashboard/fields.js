// A column's settings: the panel's defaults, and over them the overrides that name the column.

/** The settings of a column: unit, decimals, colour, cell options, links, ... */
function fieldOf(panel, name) {
  const field = structuredClone(panel.fieldConfig.defaults);
  for (const override of panel.fieldConfig.overrides) {
    if (override.matcher.options.toLowerCase() !== name.toLowerCase()) continue;
    for (const { id, value } of override.properties) put(field, id.split('.'), value);
  }
  return field;
}

function put(target, [first, ...rest], value) {
  if (rest.length === 0) target[first] = value;
  else put((target[first] ??= {}), rest, value);
}

/** The columns of an answer with their settings, and the rows with numbers for numbers. */
export function frame(panel, { columns, rows }) {
  const fields = columns.map(column => ({ name: column.name, type: column.type, numeric: NUMERIC.test(column.type), config: fieldOf(panel, column.name) }));
  return { fields, rows: rows.map(row => row.map((text, i) => (text !== null && fields[i].numeric ? Number(text) : text))) };
}

const NUMERIC = /^(bigint|integer|int|smallint|tinyint|double|float|real|decimal)/;

/** Whether a column says when, and is no value. */
export const isTime = field => field.type.startsWith('timestamp');

/** What a column is called on the screen. */
export const titleOf = field => (field.config.displayName?.includes('${') ? undefined : field.config.displayName) ?? field.name.replaceAll('_', ' ');

/** The name of the colour that a value has: by a mapping, by thresholds, or the fixed one; undefined for none. */
export function colourOf(config, value) {
  const mapped = config.mappings?.find(mapping => mapping.type === 'value')?.options[value];
  if (mapped) return mapped.color;
  if (config.color?.mode === 'thresholds' && typeof value === 'number') {
    return config.thresholds.steps.findLast(step => step.value === null || value >= step.value)?.color;
  }
  return config.color?.fixedColor;
}
