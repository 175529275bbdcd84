// What a bundle contains, with the licence of each package: from the packages themselves.

import {readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";

/** The packages in a bundle, by name. */
export function bundled(root, metafile) {
  const inputs = Object.values(metafile.outputs)[0].inputs;
  const names = Object.entries(inputs)
    .filter(([, {bytesInOutput}]) => bytesInOutput > 0)
    .map(([path]) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1])
    .filter(Boolean);
  return [...new Set(names)].sort().map(name => {
    const directory = join(root, "node_modules", name);
    const {version, license} = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
    const file = readdirSync(directory).find(entry => /^licen[cs]e/i.test(entry));
    return {name, version, licence: license, text: readFileSync(join(directory, file), "utf8").trim()};
  });
}

/** The packages by the text of their licences: each text once, below the packages it covers. */
export function notices(packages) {
  const texts = [...new Set(packages.map(({text}) => text))];
  return texts.map(text => ({packages: packages.filter(p => p.text === text).map(({name, version, licence}) => `${name} ${version} (${licence})`), text}));
}
