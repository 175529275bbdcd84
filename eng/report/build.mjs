// Bundles the charts into one script: node build.mjs OUTPUT [NOTICES]. The licences of what goes in stand at its head, because a
// report is a copy of it; NOTICES is a Markdown file to write them to as well.

import {writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";
import {bundled, notices} from "./licences.mjs";

const root = dirname(fileURLToPath(import.meta.url));
const [output, markdown] = process.argv.slice(2);

const {metafile, outputFiles} = await build({
  entryPoints: [join(root, "src/main.js")],
  absWorkingDir: root,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "ascii",
  legalComments: "none",
  metafile: true,
  write: false,
  outfile: "report.js",
});

const found = notices(bundled(root, metafile));
const banner = found.map(({packages, text}) => `${packages.join(", ")}\n\n${text}\n`).join("\n---\n\n");
const script = `/*!\n${banner.replaceAll("*/", "* /")}*/\n${outputFiles[0].text}`;
writeFileSync(output, script);
console.log(`${output}: ${Buffer.byteLength(script)} bytes`);

if (markdown !== undefined) {
  const sections = found.map(({packages, text}) => `${packages.map(name => `* ${name}\n`).join("")}\n\`\`\`text\n${text}\n\`\`\`\n`);
  writeFileSync(markdown, `# Third-party notices

The HTML reports contain a script that is bundled from the packages below (\`eng/report\`). Every report carries these notices too.
This page is written by \`npm run notices\` in \`eng/report\`.

${sections.join("\n")}`);
}
