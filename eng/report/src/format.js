// Numbers as the tables of the report show them.

const signs = {"Infinity": "∞", "-Infinity": "-∞", "NaN": "?"};

/** Four significant places: "4.086", "1.20e+6". */
export function short(value) {
  if (!Number.isFinite(value)) return signs[String(value)];
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-4) return value.toExponential(2);
  return value.toFixed(Math.min(6, Math.max(0, 3 - Math.floor(Math.log10(size)))));
}

/** With its standard error, whose two leading digits decide how many are shown: "4.086 ± 0.049". */
export function withError(value, error) {
  if (error === null) return short(value);
  if (!Number.isFinite(value) || !Number.isFinite(error)) return `${short(value)} ± ${short(error)}`;
  if (error === 0) return `${short(value)} ± 0`;
  const decimals = Math.max(0, 1 - Math.floor(Math.log10(error)));
  if (decimals > 6 || Math.abs(value) >= 1e6) return `${short(value)} ± ${short(error)}`;
  return `${value.toFixed(decimals)} ± ${error.toFixed(decimals)}`;
}

/** A number with its interval: "0.52 [0.48, 0.55]". */
export function withInterval({value, low, high}) {
  return low === null || high === null ? coordinate(value) : `${coordinate(value)} [${coordinate(low)}, ${coordinate(high)}]`;
}

/** A place on an axis, without digits that say nothing. */
export const coordinate = value => String(Number(value.toPrecision(3)));

/** Ticks of a logarithmic axis: "20", "5k", "1e+7". */
export function tick(value) {
  if (value >= 1e6 || value < 1e-3) return value.toExponential(0);
  if (value >= 1e4) return `${value / 1000}k`;
  return String(Number(value.toPrecision(3)));
}

/** Quantity and unit. */
export const axisTitle = axis => axis.unit === null ? axis.label : `${axis.label} (${axis.unit})`;

/** A name from outside inside a sentence: its direction does not leak into the rest. */
export const isolate = name => `\u2068${name}\u2069`;
