/** How the app is bundled: served under /app/, one stable name for the script of the public page. */
import { defineConfig } from "vite";

export default defineConfig({
  base: "/app/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: "index.html", verify: "src/verify.ts", sw: "src/worker/sw.ts" },
      output: {
        // pages and registrations name verify.js, sw.js and app.css, so these names must not change with their content
        assetFileNames: (asset) => (asset.names[0] === "index.css" ? "assets/app.css" : "assets/[name]-[hash][extname]"),
        entryFileNames: (chunk) => (["verify", "sw"].includes(chunk.name) ? "[name].js" : "assets/[name]-[hash].js"),
      },
    },
  },
});
