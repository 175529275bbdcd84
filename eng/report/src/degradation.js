// Loss against strength on a logarithmic axis: measured points with error bars, the fitted curve, thresholds with their intervals.

import * as Plot from "@observablehq/plot";
import {axisTitle, coordinate, isolate, tick, withError, withInterval} from "./format.js";
import {legend, swatch} from "./legend.js";
import {errorBar, logTicks, number, padded} from "./numbers.js";
import {thresholdEntries, thresholds} from "./thresholds.js";
import {plotOptions, seriesColor, seriesSymbol} from "./theme.js";

/** The elements of the chart at a width. */
export function degradation(chart, width) {
  const points = chart.series.flatMap((series, index) => series.points.map(point => place(point, series, index)));
  const shown = points.filter(point => Number.isFinite(point.y));
  const lost = points.filter(point => !Number.isFinite(point.y));
  const fits = chart.series.flatMap((series, index) => series.fit.map(p => ({x: p.x, y: p.y, series: index}))).filter(p => Number.isFinite(p.y));
  const base = chart.base;
  const margins = {marginLeft: 56, marginRight: 24};
  const x = {domain: padded([...points, ...fits].map(p => p.x)), reverse: chart.x.descending, label: null, ticks: width < 500 ? 5 : 9, tickFormat: coordinate};
  const strip = thresholds(chart.series, {...x, label: null}, margins, width);
  const heights = padded([...shown.flatMap(p => [p.low, p.high]), ...fits.map(p => p.y), base ?? NaN], true);
  const ceiling = Math.max(...shown.map(p => p.high), ...fits.map(p => p.y), base ?? 0);

  const plot = Plot.plot({
    ...plotOptions(width, Math.min(420, Math.max(280, width * 0.5)), chart.title),
    ...margins,
    marginTop: 28,
    marginBottom: 44,
    x: {...x, label: axisTitle(chart.x), labelAnchor: "center", labelArrow: "none", line: true},
    y: {type: "log", label: axisTitle(chart.y), labelArrow: "none", grid: true, tickFormat: tick, tickSize: 0, ticks: logTicks(heights), domain: heights},
    marks: [
      ...bands(chart.series),
      base === null ? null : Plot.ruleY([base], {stroke: "var(--ink-faint)", strokeDasharray: "2,3"}),
      base === null ? null : Plot.text([base], {y: d => d, text: () => "base", frameAnchor: "right", dy: -7, fill: "var(--ink-soft)"}),
      Plot.line(fits.length > 0 ? fits : shown, {x: "x", y: "y", z: "series", stroke: p => seriesColor(p.series), strokeWidth: 1.75, strokeOpacity: fits.length > 0 ? 1 : 0.55}),
      Plot.ruleX(shown, {x: "x", y1: "low", y2: "high", stroke: p => seriesColor(p.series), strokeWidth: 1.5}),
      Plot.dot(shown, {x: "x", y: "y", r: 4, symbol: p => seriesSymbol(p.series), fill: p => seriesColor(p.series), stroke: "var(--paper)", strokeWidth: 1}),
      Plot.text(lost, {x: "x", y: () => ceiling, text: () => "∞ ▲", dy: -8, fill: p => seriesColor(p.series), fontWeight: 600}),
      Plot.tip(points, Plot.pointer({x: "x", y: p => Math.min(p.y, ceiling), title: "title"})),
    ],
    symbol: {type: "identity"},
    color: {type: "identity"},
  });
  return [legend(entries(chart, fits.length > 0)), ...strip, plot];
}

function place(point, series, index) {
  const y = number(point.y), error = number(point.error);
  return {
    x: point.x,
    y,
    ...errorBar(y, error),
    series: index,
    title: `${isolate(series.name)}\nat ${coordinate(point.x)}: ${withError(y, point.error === null ? null : error)}`,
  };
}

// A band for each interval would bury the curves of a crowded chart; the strip above it shows them all.
function bands(series) {
  const known = series.map((s, index) => ({...s.transition, color: seriesColor(index), known: s.transition !== null && s.transition.low !== null})).filter(t => t.known);
  if (known.length === 0 || known.length > 2) return [];
  return [
    Plot.rect(known, {x1: "low", x2: "high", fill: "color", fillOpacity: 0.1, clip: true}),
    Plot.ruleX(known, {x: "value", stroke: "color", strokeWidth: 1, strokeDasharray: "5,3"}),
  ];
}

function entries(chart, fitted) {
  const names = chart.series.map((series, index) => ({
    outside: true,
    name: [series.name, series.transition && `s₀ ${withInterval(series.transition)}`, series.tolerance && `s_tol ${withInterval(series.tolerance)}`].filter(Boolean).join(" · "),
    swatch: symbolSwatch(index),
  }));
  const bars = chart.series.some(series => series.points.some(point => point.error !== null && number(point.error) > 0));
  return [
    ...names,
    ...(fitted ? [{name: "fitted curve", swatch: swatch(["path", {d: "M0 10C10 10 14 6 20 1", fill: "none", stroke: "var(--ink-soft)", "stroke-width": 1.75}])}] : []),
    ...(bars ? [{name: "95 % interval of a point", swatch: swatch(["path", {d: "M10 0V12", stroke: "var(--ink-soft)", "stroke-width": 1.5}], ["circle", {cx: 10, cy: 6, r: 2.5, fill: "var(--ink-soft)"}])}] : []),
    ...thresholdEntries(chart.series),
  ];
}

/** The mark of a series, as the chart draws it. */
export function symbolSwatch(index) {
  const svg = swatch();
  const mark = Plot.dot([0], {x: () => 10, y: () => 6, r: 4, symbol: seriesSymbol(index), fill: seriesColor(index)})
    .plot({width: 20, height: 12, margin: 0, x: {type: "identity", axis: null}, y: {type: "identity", axis: null}});
  svg.append(...mark.querySelectorAll("g"));
  return svg;
}
