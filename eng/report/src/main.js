// Draws the charts of a report from the data in the page. Everything that comes from outside becomes text, never markup.

import {attention} from "./attention.js";
import {cascade} from "./cascade.js";
import {degradation} from "./degradation.js";
import {surface} from "./surface.js";
import {tradeoff} from "./tradeoff.js";

const drawings = {attention, cascade, degradation, surface, tradeoff};
const charts = JSON.parse(document.getElementById("charts").textContent);

const paperWidth = 680; // CSS pixels between the margins of A4 and of Letter
const boxes = [...document.querySelectorAll("[data-chart]")].map(element => ({element, drawn: 0}));

function draw(box, width) {
  if (width === 0 || width === box.drawn) return;
  box.drawn = width;
  const chart = charts[Number(box.element.dataset.chart)];
  box.element.replaceChildren(...drawings[chart.kind](chart, width));
}

const fit = box => draw(box, Math.floor(box.element.clientWidth));

for (const box of boxes) {
  fit(box);
  new ResizeObserver(() => fit(box)).observe(box.element);
}

addEventListener("beforeprint", () => boxes.forEach(box => draw(box, paperWidth)));
addEventListener("afterprint", () => boxes.forEach(fit));
