// JSON has no infinities: they come as words; what cannot be known comes as null.

/** A number of the data. */
export const number = value => value === null ? NaN : Number(value);

/** A domain with room around what it holds; on a logarithmic axis the room is a factor. */
export function padded(values, log = false) {
  const known = values.filter(value => Number.isFinite(value) && (!log || value > 0)).map(value => log ? Math.log(value) : value);
  if (known.length === 0) return log ? [1, 10] : [0, 1];
  const low = Math.min(...known), high = Math.max(...known);
  const room = (high - low) * 0.05 || (log ? 0.1 : Math.abs(high) * 0.1 || 1);
  return [low - room, high + room].map(value => log ? Math.exp(value) : value);
}

/** Ticks of a logarithmic axis: powers of ten where there are enough of them, else 1, 2 and 5 times them, else whatever fits. */
export function logTicks([low, high]) {
  const decades = Array.from({length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 1}, (_, i) => 10 ** (i + Math.floor(Math.log10(low))));
  const inside = values => values.filter(value => value >= low && value <= high);
  const powers = inside(decades);
  if (powers.length > 2) return powers.filter((_, i) => i % Math.ceil(powers.length / 8) === 0);
  const steps = inside(decades.flatMap(power => [power, 2 * power, 5 * power]));
  return steps.length > 2 ? steps : 6;
}

/** The 95 % interval of a positive quantity by the delta method on its logarithm; without an error nothing is drawn. */
export function errorBar(value, error) {
  const factor = Math.exp(1.96 * error / value);
  return Number.isFinite(factor) && error > 0 ? {low: value / factor, high: value * factor} : {low: value, high: value};
}
