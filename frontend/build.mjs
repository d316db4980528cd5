// Builds governance/static/imprimatur/editor.js; `node build.mjs FILE` writes it elsewhere, to compare.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const sources = ["build.mjs", "package-lock.json", ...readdirSync(here("src")).sort().map((name) => `src/${name}`)];
// So that a machine without node can tell whether the built file belongs to these sources.
const digest = createHash("sha256");
for (const name of sources) digest.update(readFileSync(here(name)));
const banner =
  `/* Built by frontend/build.mjs from sources ${digest.digest("hex")}; do not edit. Holds CodeMirror 6, Lezer, ` +
  "style-mod, w3c-keyname and crelt: MIT License, copyright Marijn Haverbeke and others. */";

await build({
  entryPoints: [here("src/main.js")],
  outfile: process.argv[2] ?? here("../governance/static/imprimatur/editor.js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  banner: { js: banner },
  logLevel: "warning",
});
