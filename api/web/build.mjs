// Bundles every src/NAME.ts into NAME.js (and NAME.css where it has styles), each whole in itself, and writes down the
// licences of all that went in. `node build.mjs FOLDER` says where to.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { build } from "esbuild";

const ALLOWED = /^\(?(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|CC0-1\.0|MPL-2\.0)( OR |\)|$)/;
const folder = process.argv[2];
if (!folder) throw new Error("say where to: node build.mjs FOLDER");

// YASQE carries the whole of a public list of prefixes, hundreds of addresses of strangers. The page has prefixes of its
// own, so theirs go in empty; if a release of YASQE keeps them otherwise, this fails and is looked at.
const ADDRESS = / = "https?:[^"]*"/g;
const withoutPrefixes = {
  name: "without-prefixes",
  setup(it) {
    it.onLoad({ filter: /yasqe\.esm\.js$/ }, ({ path }) => {
      let emptied = 0;
      const contents = readFileSync(path, "utf8").split("\n").map((line) => {
        if ((line.match(ADDRESS)?.length ?? 0) < 100) return line;
        emptied += 1;
        return line.replace(ADDRESS, ' = ""');
      }).join("\n");
      if (emptied !== 1) throw new Error(`YASQE keeps its prefixes on ${emptied} lines; one was expected`);
      return { contents, loader: "js" };
    });
  },
};

const entries = readdirSync("src").filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"));
const { metafile } = await build({
  entryPoints: entries.map((name) => join("src", name)),
  outdir: folder,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "ascii", // the bundles stand inside exported pages too
  legalComments: "none", // the licences are in one file, whole
  loader: { ".svg": "dataurl" },
  plugins: [withoutPrefixes],
  metafile: true,
  logLevel: "warning",
});

// A package may carry others inside its own bundle: all that it depends on counts as taken.
const manifest = (name) => JSON.parse(readFileSync(join("node_modules", name, "package.json"), "utf8"));
const taken = new Set();
const take = (name) => {
  if (taken.has(name)) return;
  taken.add(name);
  Object.keys(manifest(name).dependencies ?? {}).forEach(take);
};
for (const input of Object.keys(metafile.inputs)) {
  const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
  if (name) take(name);
}
const told = [...taken].sort().map((name) => {
  const { version, license } = manifest(name);
  if (!ALLOWED.test(license ?? "")) throw new Error(`${name} ${version} has the licence ${license}, which is not one we take`);
  const place = join("node_modules", name);
  const file = readdirSync(place).find((one) => /^licen[cs]e/i.test(one));
  const text = file ? readFileSync(join(place, file), "utf8") : "Its package holds no text of the licence.\n";
  return `${name} ${version} (${license})\n\n${text}`;
});
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "licences.txt"), told.join(`\n${"-".repeat(72)}\n\n`));
for (const [name, { bytes }] of Object.entries(metafile.outputs)) console.log(`${String(bytes).padStart(9)}  ${name}`);
