// Bundles the page: `node build.mjs FOLDER` writes there lab.js and lab.css, the instructor's board.js, watch.js and watch.css, and
// the parts that both have or that are loaded when a panel is opened for the first time. `make` gzips them and puts them into ambit.
import { build } from 'esbuild';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = process.argv[2];
if (!folder) {
    console.error('usage: node build.mjs FOLDER');
    process.exit(2);
}
const here = dirname(fileURLToPath(import.meta.url));
const { metafile } = await build({
    entryPoints: ['source/board.ts', ...['lab', 'watch'].flatMap(page => [`source/${page}.ts`, `source/${page}.css`])],
    absWorkingDir: here,
    metafile: true,
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

// What is taken over from others says whose it is.
const packages = new Set(Object.keys(metafile.inputs).map(file => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]).filter(Boolean));
writeFileSync(join(folder, 'licences.txt'), [...packages].sort().map(name => {
    const place = join(here, 'node_modules', name), { version, license } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
    const text = readdirSync(place).filter(file => /^licen[cs]e/i.test(file)).map(file => readFileSync(join(place, file), 'utf8').trim());
    return `${name} ${version}: ${license}\n\n${text.join('\n\n')}\n`;
}).join(`\n${'-'.repeat(72)}\n\n`));
