// An error by depth: a line with error bars for each recipe or measure.

import * as Plot from "@observablehq/plot";
import {axisTitle, coordinate, isolate, tick, withError} from "./format.js";
import {legend, swatch} from "./legend.js";
import {errorBar, logTicks, number, padded} from "./numbers.js";
import {symbolSwatch} from "./degradation.js";
import {plotOptions, seriesColor, seriesSymbol} from "./theme.js";

/** The elements of the chart at a width. */
export function cascade(chart, width) {
  const points = chart.series.flatMap((series, index) => series.points.map(point => {
    const y = number(point.y), error = number(point.error);
    return {
      x: point.x,
      y,
      error,
      series: index,
      title: `${isolate(series.name)}\n${chart.x.label} ${coordinate(point.x)}: ${withError(y, point.error === null ? null : error)}`,
    };
  })).filter(point => Number.isFinite(point.y));
  const depths = [...new Set(points.map(p => p.x))];
  // A cascade grows by factors; where all errors are of one size, or some are zero, the plain axis reads better.
  const log = points.every(p => p.y > 0) && Math.max(...points.map(p => p.y)) > 8 * Math.min(...points.map(p => p.y));
  const bars = points.map(p => ({...p, ...(log ? errorBar(p.y, p.error) : {low: p.y - 1.96 * (p.error || 0), high: p.y + 1.96 * (p.error || 0)})}));
  const heights = padded([...bars.flatMap(p => [p.low, p.high]), chart.limit ?? NaN], true);

  const plot = Plot.plot({
    ...plotOptions(width, Math.min(360, Math.max(240, width * 0.42)), chart.title),
    marginLeft: 56,
    marginTop: 28,
    marginBottom: 44,
    marginRight: 24,
    x: {label: axisTitle(chart.x), labelAnchor: "center", labelArrow: "none", ticks: Math.min(depths.length, width < 500 ? 6 : 12), tickFormat: d => Number.isInteger(d) ? String(d) : "", line: true, inset: 6},
    y: {type: log ? "log" : "linear", label: axisTitle(chart.y), labelArrow: "none", grid: true, tickSize: 0, ...(log ? {tickFormat: tick, ticks: logTicks(heights), domain: heights} : {ticks: 6, nice: true, zero: true})},
    color: {type: "identity"},
    symbol: {type: "identity"},
    marks: [
      chart.limit === null ? null : Plot.ruleY([chart.limit], {stroke: "var(--limit)", strokeDasharray: "5,3"}),
      Plot.line(bars, {x: "x", y: "y", z: "series", stroke: p => seriesColor(p.series), strokeWidth: 1.75}),
      Plot.ruleX(bars, {x: "x", y1: "low", y2: "high", stroke: p => seriesColor(p.series), strokeWidth: 1.5}),
      Plot.dot(bars, {x: "x", y: "y", r: 3.5, symbol: p => seriesSymbol(p.series), fill: p => seriesColor(p.series), stroke: "var(--paper)", strokeWidth: 1}),
      Plot.tip(bars, Plot.pointer({x: "x", y: "y", title: "title"})),
    ],
  });
  return [legend(entries(chart)), plot];
}

function entries(chart) {
  const names = chart.series.map((series, index) => ({name: series.name, outside: true, swatch: symbolSwatch(index)}));
  if (chart.limit === null) return names;
  return [...names, {name: `limit ${coordinate(chart.limit)}`, swatch: swatch(["path", {d: "M0 6H20", stroke: "var(--limit)", "stroke-width": 1.5, "stroke-dasharray": "5,3"}])}];
}
