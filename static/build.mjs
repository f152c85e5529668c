/* Bundles static/css/*.css, static/js/*.js and static/img/* into static/dist: hashed names, a manifest, and compressed
   siblings. `node static/build.mjs --watch` goes on doing so while the sources change. */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..");
const dist = join(here, "dist");
const copied = Object.fromEntries([".woff2", ".svg", ".png", ".ico"].map((ending) => [ending, "copy"]));

/** The files directly inside a folder of sources; what lies in its `parts` is reached by import. */
async function entries(folder) {
  const found = await readdir(join(here, folder), { withFileTypes: true }).catch(() => []);
  return found.filter((file) => file.isFile() && !file.name.startsWith(".")).map((file) => join(here, folder, file.name));
}

/** What was built under which name: {"phone.css": "phone-4F7TQX2K.css"}. Maps and chunks are left out. */
function manifest(metafile) {
  const named = Object.entries(metafile.outputs).flatMap(([path, output]) => {
    const inputs = Object.keys(output.inputs);
    const source = output.entryPoint ?? (inputs.length === 1 ? inputs[0] : undefined);
    return source ? [[basename(source), basename(path)]] : [];
  });
  return Object.fromEntries(named.sort());
}

/** The licences of the packages whose code or fonts are inside, as one text. */
async function licences(metafile) {
  const inside = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
  const packages = new Set(inside.map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean));
  const texts = [...packages].sort().map(async (name) => {
    const folder = join(root, "node_modules", name);
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    return `${name}\n\n${file ? await readFile(join(folder, file), "utf8") : "see package.json"}`;
  });
  return `${(await Promise.all(texts)).join(`\n${"-".repeat(80)}\n`)}\n`;
}

/** Write the compressed siblings of a text and tell its size. */
async function compress(file) {
  const bytes = Buffer.from(file.contents);
  const zipped = gzipSync(bytes, { level: 9 });
  await writeFile(`${file.path}.gz`, zipped);
  await writeFile(`${file.path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  console.log(`${basename(file.path).padEnd(28)} ${bytes.length} bytes, ${zipped.length} by gzip`);
}

/** Write a finished build; the manifest comes last but for the removal of what no longer belongs. */
async function write({ outputFiles, metafile }) {
  await mkdir(dist, { recursive: true });
  const texts = outputFiles.filter((file) => /\.(css|js|svg)$/.test(file.path));
  await Promise.all(outputFiles.map((file) => writeFile(file.path, file.contents)));
  await Promise.all(texts.map(compress));
  await writeFile(join(dist, "licences.txt"), await licences(metafile));
  await writeFile(join(dist, "manifest.json"), `${JSON.stringify(manifest(metafile), null, 2)}\n`);
  const kept = new Set(["licences.txt", "manifest.json", ...outputFiles.map((file) => relative(dist, file.path))]);
  const old = (await readdir(dist)).filter((name) => !kept.has(name.replace(/\.(gz|br)$/, "")));
  await Promise.all(old.map((name) => rm(join(dist, name), { recursive: true })));
}

const writer = {
  name: "writer",
  setup: (build) => build.onEnd((result) => (result.errors.length ? undefined : write(result))),
};

const context = await esbuild.context({
  absWorkingDir: root,
  entryPoints: (await Promise.all(["css", "js", "img"].map(entries))).flat(),
  outdir: dist,
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: copied,
  bundle: true,
  minify: true,
  format: "iife",
  // Phones of about six years old; of CSS, cascade layers are the newest thing asked for.
  target: ["es2019", "chrome99", "safari15.4", "firefox97"],
  legalComments: "none",
  metafile: true,
  write: false,
  logLevel: "warning",
  plugins: [writer],
});

if (process.argv.includes("--watch")) {
  await context.watch();
} else {
  await context.rebuild().catch(() => (process.exitCode = 1)); // esbuild has told what is wrong
  await context.dispose();
}
