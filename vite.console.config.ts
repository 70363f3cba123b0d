/** The console, built into dist/console: one small first load, a file for each page, and each file packed beside itself for the wire. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

export default defineConfig({
  root: 'console',
  // Relative to <base>, which the server writes: it may stand below a proxy's path.
  base: './',
  plugins: [react(), packedBeside()],
  html: { cspNonce: '{{nonce}}' },
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    // Told by the server for each answer; a list of files to load would be a script within the page.
    modulePreload: { polyfill: false },
    // Read by the test that holds the first load to its budget.
    manifest: 'manifest.json',
    // Inlined pictures would need `data:` everywhere.
    assetsInlineLimit: 0,
    // What draws pages of a PDF is loaded with the first letter that is looked at.
    chunkSizeWarningLimit: 2_000,
    reportCompressedSize: false,
  },
});

/** `x.js.br` and `x.js.gz` beside `x.js`. */
function packedBeside(): Plugin {
  return {
    name: 'packed-beside',
    writeBundle({ dir }) {
      if (dir === undefined) return;
      const files = readdirSync(dir, { recursive: true, encoding: 'utf8' });
      for (const file of files.filter((name) => /\.(js|css|svg)$/.test(name))) {
        const path = join(dir, file);
        const content = readFileSync(path);
        writeFileSync(`${path}.br`, brotliCompressSync(content));
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}
