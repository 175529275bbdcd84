// A measure of every attention head: a row for each layer, a column for each head.

import * as Plot from "@observablehq/plot";
import {axisTitle, coordinate, short} from "./format.js";
import {ramp} from "./legend.js";
import {number} from "./numbers.js";
import {heat, inkOn, plotOptions, signedHeat} from "./theme.js";

/** The elements of the chart at a width. */
export function attention(chart, width) {
  const known = chart.cells.map(cell => ({...cell, value: number(cell.value)})).filter(cell => Number.isFinite(cell.value));
  const high = Math.max(...known.map(cell => Math.abs(cell.value)), 1e-12);
  const cells = known.map(cell => ({
    ...cell,
    share: chart.signed ? cell.value / high : Math.max(0, cell.value) / high,
    title: `layer ${cell.layer}, head ${cell.head}\n${short(cell.value)}`,
  }));
  const layers = 1 + Math.max(...cells.map(cell => cell.layer)), heads = 1 + Math.max(...cells.map(cell => cell.head));
  const marginLeft = 44, size = Math.min((width - marginLeft - 16) / heads, 64), rowHeight = Math.min(size, 32);
  const every = (count, room) => Math.max(1, Math.ceil(count * 18 / room));
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(high)));
  const color = chart.signed ? signedHeat : heat;

  const plot = Plot.plot({
    ...plotOptions(width, rowHeight * layers + 64, chart.title),
    marginLeft,
    marginRight: Math.max(16, width - marginLeft - size * heads),
    marginTop: 24,
    marginBottom: 40,
    x: {domain: Array.from({length: heads}, (_, i) => i), label: "head", labelAnchor: "center", labelArrow: "none", tickSize: 0, ticks: skip(heads, every(heads, size * heads)), padding: 0},
    y: {domain: Array.from({length: layers}, (_, i) => i), label: "layer", labelArrow: "none", tickSize: 0, ticks: skip(layers, every(layers, rowHeight * layers)), padding: 0},
    color: {type: "identity"},
    marks: [
      Plot.cell(cells, {x: "head", y: "layer", fill: cell => color(cell.share), inset: size > 12 ? 1 : 0.25, rx: size > 12 ? 2 : 0}),
      size < 44 || decimals > 4 ? null : Plot.text(cells, {x: "head", y: "layer", text: cell => cell.value.toFixed(decimals).replace(/^-(0\.?0*)$/, "$1"), fill: cell => inkOn(cell.share), fontVariant: "tabular-nums", fontSize: 10}),
      Plot.tip(cells, Plot.pointer({x: "head", y: "layer", title: "title"})),
    ],
  });
  const ends = chart.signed ? {low: coordinate(-high), middle: "0", high: coordinate(high)} : {low: "0", middle: coordinate(high / 2), high: coordinate(high)};
  return [ramp(axisTitle(chart.measure), ends, chart.signed), plot];
}

const skip = (count, step) => Array.from({length: count}, (_, i) => i).filter(i => i % step === 0);
