// Takes the charts out of an HTML report, each as an SVG file of its own that follows the light and the dark theme, for documentation:
// node svg.mjs REPORT.html FOLDER. Chromium draws them: the one on PATH, or HEMORRHAGE_CHROMIUM.

import {execFileSync} from "node:child_process";
import {mkdirSync, writeFileSync} from "node:fs";
import {join, resolve} from "node:path";
import {pathToFileURL} from "node:url";

const [report, folder] = process.argv.slice(2);
const width = 880, legendRow = 20;

const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const page = execFileSync(
  process.env.HEMORRHAGE_CHROMIUM ?? "chromium",
  [...sandbox, "--headless", "--disable-gpu", `--window-size=${width},2000`, "--virtual-time-budget=5000", "--dump-dom", pathToFileURL(resolve(report)).href],
  {encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"]});

const variables = page.match(/:root \{[^}]*\}/)[0] + page.match(/@media screen and \(prefers-color-scheme: dark\) \{\s*:root \{[^}]*\}\s*\}/)[0];
const style = `${variables}
text { font-family: system-ui, sans-serif; }
.plot { color: var(--ink); --plot-background: var(--paper); }
.plot text { white-space: pre; }`;

mkdirSync(folder, {recursive: true});
for (const [section, , title] of page.matchAll(/<section class="chart"[^>]*><?\s*<h2 id="([^"]*)"><bdi>([^<]*)<\/bdi>[\s\S]*?<\/section>/g)) {
  const drawing = section.match(/<div class="drawing"[\s\S]*?(?=<p class="caption">|<details>)/)[0];
  const legend = [...drawing.matchAll(/<li>(<svg[\s\S]*?<\/svg>)<(?:bdi|span)>([^<]*)</g)];
  const plots = [...drawing.matchAll(/<svg class="plot"[\s\S]*?<\/svg>/g)].map(([svg]) => svg);
  const size = name => svg => Number(svg.match(new RegExp(`^<svg[^>]* ${name}="([0-9.]+)"`))[1]);
  let top = 8;
  const parts = [];
  for (const [, swatch, name] of legend) {
    parts.push(swatch.replace("<svg", `<svg x="8" y="${top + 4}" width="20" height="12"`), `<text x="36" y="${top + 14}" font-size="13" fill="var(--ink)">${name}</text>`);
    top += legendRow;
  }
  for (const plot of plots) {
    parts.push(plot.replace("<svg", `<svg x="0" y="${top + 8}" xmlns="http://www.w3.org/2000/svg"`));
    top += 8 + size("height")(plot);
  }
  const [right, bottom] = [Math.max(...plots.map(size("width"))), top + 8];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${right}" height="${bottom}" viewBox="0 0 ${right} ${bottom}" role="img" aria-label="${title}">
<style>${style}</style>
<rect width="100%" height="100%" fill="var(--paper)"/>
${parts.join("\n")}
</svg>
`;
  const file = join(folder, `${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "")}.svg`);
  writeFileSync(file, svg);
  console.log(`${file}: ${svg.length} bytes`);
}
