// Legends are part of the page, not of the drawing: they wrap on small screens and their names are selectable text.

import {heat, signedHeat} from "./theme.js";

const svgNamespace = "http://www.w3.org/2000/svg";

/** A row of entries, each a swatch and a name. */
export function legend(entries) {
  const list = document.createElement("ul");
  list.className = "legend";
  for (const {swatch, name, outside} of entries) {
    const item = document.createElement("li");
    const words = document.createElement(outside ? "bdi" : "span");
    words.textContent = name;
    item.append(swatch, words);
    list.append(item);
  }
  return list;
}

/** A swatch drawn on a square of 20 by 12; shapes is a list of [element, attributes]. */
export function swatch(...shapes) {
  const svg = document.createElementNS(svgNamespace, "svg");
  svg.setAttribute("viewBox", "0 0 20 12");
  svg.setAttribute("class", "swatch");
  svg.setAttribute("aria-hidden", "true");
  for (const [name, attributes] of shapes) {
    const shape = document.createElementNS(svgNamespace, name);
    for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
    svg.append(shape);
  }
  return svg;
}

/** A scale of heat with its ends and its middle. */
export function ramp(title, {low, middle, high}, signed = false) {
  const box = document.createElement("div");
  box.className = "ramp";
  const name = document.createElement("span");
  name.textContent = title;
  const bar = document.createElement("span");
  bar.className = "ramp-bar";
  const stops = Array.from({length: 9}, (_, i) => signed ? signedHeat(i / 4 - 1) : heat(i / 8));
  bar.style.backgroundImage = `linear-gradient(to right, ${stops.join(", ")})`;
  const ends = [low, middle, high].map(text => {
    const end = document.createElement("span");
    end.textContent = text;
    return end;
  });
  const scale = document.createElement("span");
  scale.className = "ramp-scale";
  scale.append(...ends);
  const body = document.createElement("span");
  body.className = "ramp-body";
  body.append(bar, scale);
  box.append(name, body);
  return box;
}
