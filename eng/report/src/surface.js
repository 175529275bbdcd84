// Two strengths and what every pair of them loses: a heatmap with the lines of phase transition and of the tolerance, and the best trade-off path.

import * as Plot from "@observablehq/plot";
import {axisTitle, coordinate, short, withError} from "./format.js";
import {legend, ramp, swatch} from "./legend.js";
import {number} from "./numbers.js";
import {heat, inkOn, plotOptions} from "./theme.js";

/** The elements of the chart at a width. */
export function surface(chart, width) {
  const xs = values(chart.cells.map(cell => cell.x), chart.x.descending);
  const ys = values(chart.cells.map(cell => cell.y), chart.y.descending);
  const finite = chart.cells.map(cell => number(cell.value)).filter(Number.isFinite);
  // A square root keeps the small losses apart, which decide, beside the collapsed ones.
  const high = Math.max(...finite, 1e-9);
  const share = value => Number.isNaN(value) ? 0 : Math.sqrt(Math.min(Math.max(value, 0), high) / high);
  const cells = chart.cells.map(cell => ({
    x: xs.indexOf(cell.x),
    y: ys.indexOf(cell.y),
    share: share(number(cell.value)),
    value: number(cell.value),
    title: `${chart.x.label} ${coordinate(cell.x)}, ${chart.y.label} ${coordinate(cell.y)}\n${withError(number(cell.value), cell.error === null ? null : number(cell.error))}`,
  }));
  const between = place => ({x: position(xs, place.x), y: position(ys, place.y)});
  const line = chart.transition.map(between), tolerance = chart.tolerance.map(between), path = chart.path.map(between);
  const marginLeft = 56, room = width - marginLeft - 16;
  const size = Math.min(room / xs.length, 100), right = Math.max(16, width - marginLeft - size * xs.length);
  // Beside the numbers, not across them.
  const row = Math.min(size, 44), aside = 0.32 * size, below = 0.3 * row;
  const height = row * ys.length + 72;

  const plot = Plot.plot({
    ...plotOptions(width, height, chart.title),
    marginLeft,
    marginRight: right,
    marginTop: 28,
    marginBottom: 44,
    x: {...ordinal(xs, size < 36), label: axisTitle(chart.x)},
    y: {...ordinal(ys, false), label: axisTitle(chart.y), reverse: true},
    color: {type: "identity"},
    marks: [
      Plot.rect(cells, {x1: c => c.x - 0.5, x2: c => c.x + 0.5, y1: c => c.y - 0.5, y2: c => c.y + 0.5, fill: c => heat(c.share), inset: 1, rx: 2}),
      size < 40 ? null : Plot.text(cells, {x: "x", y: "y", text: c => label(c.value), fill: c => inkOn(c.share), fontVariant: "tabular-nums", fontSize: size < 52 ? 10 : 11, ...(path.length > 0 ? {dx: -0.12 * size, dy: -0.1 * row} : {})}),
      Plot.line(path, {x: "x", y: "y", stroke: "var(--paper)", strokeWidth: 3.5, dx: aside, dy: below}),
      Plot.line(path, {x: "x", y: "y", stroke: "var(--path)", strokeWidth: 1.25, dx: aside, dy: below}),
      Plot.dot(path, {x: "x", y: "y", r: 4, fill: "var(--path)", stroke: "var(--paper)", strokeWidth: 1.5, dx: aside, dy: below}),
      Plot.line(tolerance, {x: "x", y: "y", stroke: "var(--paper)", strokeWidth: 4.5}),
      Plot.line(tolerance, {x: "x", y: "y", stroke: "var(--ink)", strokeWidth: 1.75}),
      Plot.line(line, {x: "x", y: "y", stroke: "var(--paper)", strokeWidth: 5}),
      Plot.line(line, {x: "x", y: "y", stroke: "var(--ink)", strokeWidth: 2.25, strokeDasharray: "6,4"}),
      Plot.tip(cells, Plot.pointer({x: "x", y: "y", title: "title"})),
    ],
  });
  const scale = ramp(axisTitle(chart.measure), {low: "0", middle: coordinate(high / 4), high: coordinate(high)});
  return [scale, legend(entries(line, tolerance, path)), plot];
}

function values(all, descending) {
  const sorted = [...new Set(all)].sort((a, b) => a - b);
  return descending ? sorted.reverse() : sorted;
}

/** Where a value lies between the columns, counted from the first. */
function position(grid, value) {
  const rising = grid.length < 2 || grid[1] > grid[0];
  const next = grid.findIndex(g => rising ? g >= value : g <= value);
  if (next === -1) return grid.length - 1;
  if (next === 0) return 0;
  return next - 1 + (value - grid[next - 1]) / (grid[next] - grid[next - 1]);
}

const ordinal = (grid, sparse) => ({
  domain: [-0.5, grid.length - 0.5],
  ticks: grid.map((_, i) => i).filter(i => !sparse || i % 2 === 0),
  tickFormat: i => coordinate(grid[i]),
  tickSize: 0,
  labelAnchor: "center",
  labelArrow: "none",
});

const label = value => Math.abs(value) >= 10 ? short(value).slice(0, 4) : value.toFixed(2).replace("-0.00", "0.00");

function entries(line, tolerance, path) {
  const found = [];
  if (line.length > 0) found.push({name: "phase transition", swatch: swatch(["path", {d: "M0 6H20", stroke: "var(--ink)", "stroke-width": 2.25, "stroke-dasharray": "6,3"}])});
  if (tolerance.length > 0) found.push({name: "s_tol, as far as the tolerance allows", swatch: swatch(["path", {d: "M0 6H20", stroke: "var(--ink)", "stroke-width": 1.75}])});
  if (path.length > 0) found.push({name: "best trade-off of size and loss", swatch: swatch(["path", {d: "M0 6H20", stroke: "var(--path)", "stroke-width": 1.25}], ["circle", {cx: 10, cy: 6, r: 4, fill: "var(--path)"}])});
  return found;
}
