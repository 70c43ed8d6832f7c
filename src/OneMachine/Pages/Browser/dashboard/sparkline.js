// A small line without axes: how a value went. The figure beside it says how much.
const WIDTH = 100;
const HEIGHT = 24;

/** The line over the values in turn; null is a gap. Null where there are no two values to join. */
export function sparkline(values, colour) {
  const numbers = values.filter(value => value !== null);
  if (numbers.length < 2) return null;
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  const x = i => ((i * WIDTH) / (values.length - 1)).toFixed(1);
  const y = value => (HEIGHT - 1 - ((value - least) * (HEIGHT - 2)) / (most - least || 1)).toFixed(1);
  const steps = values.map((value, i) => (value === null ? '' : `${(values[i - 1] ?? null) === null ? 'M' : 'L'}${x(i)} ${y(value)}`));
  const svg = element('svg', { class: 'sparkline', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': true });
  svg.append(element('path', { d: steps.join('') }));
  if (colour) svg.style.stroke = `var(--${colour})`;
  return svg;
}

function element(name, attributes) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
