// JSON has no infinities: they come as words; what cannot be known comes as null.

/** A number of the data. */
export const number = value => value === null ? NaN : Number(value);

/** The 95 % interval of a positive quantity by the delta method on its logarithm; without an error nothing is drawn. */
export function errorBar(value, error) {
  const factor = Math.exp(1.96 * error / value);
  return Number.isFinite(factor) && error > 0 ? {low: value / factor, high: value * factor} : {low: value, high: value};
}
