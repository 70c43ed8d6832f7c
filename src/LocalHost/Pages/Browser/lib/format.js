// Numbers as people read them, by the units of Grafana that the dashboard uses.
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const BYTES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** A value in a unit, as text. `null` is a dash: unknown is not zero. */
export function format(value, unit = 'locale', decimals = undefined) {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value !== 'number') return String(value);
  switch (unit) {
    case 'percent': return `${fixed(value, decimals ?? 1)} %`;
    case 'decbytes': return bytes(value);
    case 'currencyUSD': return dollars(value, decimals ?? 4);
    case 'none': return decimals === undefined ? String(value) : fixed(value, decimals);
    default: return decimals ? fixed(value, decimals) : whole.format(value);
  }
}

/** Bytes in steps of 1,000. */
export function bytes(value) {
  let step = 0;
  for (; value >= 1000 && step < BYTES.length - 1; step++) value /= 1000;
  return `${step === 0 ? whole.format(value) : value.toFixed(1)} ${BYTES[step]}`;
}

/** Little is not nothing. */
function dollars(value, decimals) {
  const least = 10 ** -decimals;
  return value > 0 && value < least / 2 ? `< $${least.toFixed(decimals)}` : `$${value.toFixed(decimals)}`;
}

function fixed(value, decimals) {
  return value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
