// Size against loss: every candidate, and the frontier of those that nothing beats in both.

import * as Plot from "@observablehq/plot";
import {axisTitle, isolate, tick, withError} from "./format.js";
import {legend, swatch} from "./legend.js";
import {errorBar, logTicks, number, padded} from "./numbers.js";
import {symbolSwatch} from "./degradation.js";
import {plotOptions, seriesColor, seriesSymbol} from "./theme.js";

/** The elements of the chart at a width. */
export function tradeoff(chart, width) {
  const groups = [...new Set(chart.points.map(point => point.group))];
  const points = chart.points.map(point => {
    const y = number(point.y), error = number(point.error);
    return {
      x: point.x,
      y,
      ...errorBar(y, error),
      series: groups.indexOf(point.group),
      title: `${isolate(point.name)}\n${tick(point.x)} ${chart.x.unit ?? ""}, ${withError(y, point.error === null ? null : error)}`,
    };
  }).filter(point => Number.isFinite(point.y));
  const heights = padded([...points.flatMap(p => [p.low, p.high]), chart.base ?? NaN], true);
  const frontier = best(points);

  const plot = Plot.plot({
    ...plotOptions(width, Math.min(400, Math.max(280, width * 0.46)), chart.title),
    marginLeft: 56,
    marginTop: 28,
    marginBottom: 44,
    marginRight: 24,
    x: {label: axisTitle(chart.x), labelAnchor: "center", labelArrow: "none", grid: true, ticks: width < 500 ? 4 : 8, tickSize: 0, ...breadth(points.map(p => p.x))},
    y: {type: "log", label: axisTitle(chart.y), labelArrow: "none", grid: true, tickFormat: tick, tickSize: 0, ticks: logTicks(heights), domain: heights},
    color: {type: "identity"},
    symbol: {type: "identity"},
    marks: [
      chart.base === null ? null : Plot.ruleY([chart.base], {stroke: "var(--ink-faint)", strokeDasharray: "2,3"}),
      chart.base === null ? null : Plot.text([chart.base], {y: d => d, text: () => "base", frameAnchor: "left", dx: 6, dy: -7, fill: "var(--ink-soft)"}),
      Plot.line(frontier, {x: "x", y: "y", curve: "step-after", stroke: "var(--path)", strokeWidth: 1.5}),
      Plot.ruleX(points, {x: "x", y1: "low", y2: "high", stroke: p => seriesColor(p.series), strokeWidth: 1.5}),
      Plot.dot(points, {x: "x", y: "y", r: 4.5, symbol: p => seriesSymbol(p.series), fill: p => seriesColor(p.series), stroke: "var(--paper)", strokeWidth: 1}),
      Plot.tip(points, Plot.pointer({x: "x", y: "y", title: "title"})),
    ],
  });
  const names = groups.map((group, index) => ({name: group, outside: true, swatch: symbolSwatch(index)}));
  return [legend([...names, {name: "best trade-off of size and loss", swatch: swatch(["path", {d: "M0 2H10V10H20", fill: "none", stroke: "var(--path)", "stroke-width": 1.5}])}]), plot];
}

/** From the smallest: each point that loses less than every smaller one. */
function best(points) {
  const found = [];
  for (const point of [...points].sort((a, b) => a.x - b.x || a.y - b.y)) {
    if (found.length === 0 || point.y < found.at(-1).y) found.push(point);
  }
  return found;
}

// Zero is worth its room only where sizes are far apart.
const breadth = sizes => Math.min(...sizes) < 0.5 * Math.max(...sizes) ? {nice: true, zero: true} : {domain: padded(sizes)};
