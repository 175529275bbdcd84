// A strip above a degradation chart that shares its horizontal axis: a row for each series with its thresholds and their intervals.

import * as Plot from "@observablehq/plot";
import {swatch} from "./legend.js";
import {plotOptions, seriesColor} from "./theme.js";
import {isolate, withInterval} from "./format.js";

/** The strip, or nothing where no series has a threshold. */
export function thresholds(series, x, margins, width) {
  const found = series.flatMap((s, index) => [
    s.transition && {...s.transition, kind: "s₀", series: index, name: s.name},
    s.tolerance && {...s.tolerance, kind: "s_tol", series: index, name: s.name},
  ]).filter(Boolean);
  if (found.length === 0) return [];
  const transitions = found.filter(t => t.kind === "s₀"), tolerances = found.filter(t => t.kind === "s_tol");
  const rows = [...new Set(found.map(t => t.series))];
  const known = list => list.filter(t => t.low !== null && t.high !== null);
  const color = t => seriesColor(t.series);
  const row = {y: "series", clip: true};
  return [Plot.plot({
    ...plotOptions(width, 10 + 20 * rows.length, "Thresholds with their 95 % intervals"),
    ...margins,
    marginTop: 4,
    marginBottom: 4,
    x: {...x, axis: null},
    y: {type: "band", domain: rows, axis: null},
    color: {type: "identity"},
    symbol: {type: "identity"},
    marks: [
      Plot.frame({stroke: "var(--rule)"}),
      Plot.ruleY(known(transitions), {...row, x1: "low", x2: "high", stroke: color, strokeWidth: 7, strokeOpacity: 0.3}),
      Plot.ruleY(known(tolerances), {...row, x1: "low", x2: "high", stroke: color, strokeWidth: 1.5}),
      Plot.dot(transitions, {...row, x: "value", r: 4, fill: color}),
      Plot.dot(tolerances, {...row, x: "value", r: 4, symbol: "diamond2", stroke: color, fill: "var(--paper)", strokeWidth: 1.5}),
      Plot.tip(found, Plot.pointer({x: "value", y: "series", title: t => `${isolate(t.name)}\n${t.kind} ${withInterval(t)}`})),
    ],
  })];
}

/** What the marks of the strip mean. */
export function thresholdEntries(series) {
  const soft = "var(--ink-soft)";
  const entries = [];
  if (series.some(s => s.transition)) {
    entries.push({
      name: "s₀, phase transition, with 95 % interval",
      swatch: swatch(["path", {d: "M0 6H20", stroke: soft, "stroke-width": 7, "stroke-opacity": 0.3}], ["circle", {cx: 10, cy: 6, r: 3.5, fill: soft}]),
    });
  }
  if (series.some(s => s.tolerance)) {
    entries.push({
      name: "s_tol, greatest strength within the tolerance, with 95 % interval",
      swatch: swatch(["path", {d: "M0 6H20", stroke: soft, "stroke-width": 1.5}], ["path", {d: "M10 2L14 6L10 10L6 6Z", fill: "var(--paper)", stroke: soft, "stroke-width": 1.5}]),
    });
  }
  return entries;
}
