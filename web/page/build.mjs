// Bundles the page: `node build.mjs FOLDER` writes there app.js, app.css, and the parts that are loaded when a panel is
// opened for the first time. `make` gzips them and puts them into ambit.
import { build } from 'esbuild';

const folder = process.argv[2];
if (!folder) {
    console.error('usage: node build.mjs FOLDER');
    process.exit(2);
}
await build({
    entryPoints: ['source/app.ts', 'source/app.css'],
    absWorkingDir: import.meta.dirname ?? new URL('.', import.meta.url).pathname,
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    target: ['es2022'],
    chunkNames: '[name]-[hash]',
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
});
