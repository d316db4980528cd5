// Builds governance/static/imprimatur/editor.js; `node build.mjs FILE` writes it elsewhere, to compare.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const banner =
  "/* Built by frontend/build.mjs; do not edit. Holds CodeMirror 6, Lezer, style-mod, w3c-keyname and crelt: " +
  "MIT License, copyright Marijn Haverbeke and others. */";

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
