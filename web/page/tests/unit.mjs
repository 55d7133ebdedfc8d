// Bundles each *.test.ts here into FOLDER, for `node --test FOLDER`.
import { build } from 'esbuild';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
await build({
    entryPoints: readdirSync(here).filter(name => name.endsWith('.test.ts')).map(name => join(here, name)),
    outdir: process.argv[2], bundle: true, platform: 'node', format: 'esm', outExtension: { '.js': '.mjs' }, logLevel: 'warning',
});
