// Numbers as people read them, by the units of Grafana that the dashboard uses.
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const BYTES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
/** The unit that stands for the shop's money in the dashboard's file, whatever its currency is. */
export const MONEY = 'currencyKRW';
let money = whole;

/** Sets what money is written in: an ISO 4217 code. Its decimals are the currency's own. */
export function useCurrency(currency) {
  money = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
}

/** A value in a unit, as text. `null` is a dash: unknown is not zero. */
export function format(value, unit = 'locale', decimals = undefined) {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value !== 'number') return String(value);
  switch (unit) {
    case 'percent': return `${fixed(value, decimals ?? 1)} %`;
    case 'decbytes': return bytes(value);
    case 'currencyUSD': return dollars(value, decimals ?? 4);
    case MONEY: return money.format(value);
    case 'none': return decimals === undefined ? String(value) : fixed(value, decimals);
    // Of a large number nobody reads what stands behind the point.
    default: return decimals ? fixed(value, decimals) : (decimals === 0 || Math.abs(value) >= 10_000 ? whole : short).format(value);
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
