// usage: node build.mjs FOLDER
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';

const here = name => new URL(name, import.meta.url).pathname;
// The packages' own files hold no licence that a bundler keeps.
const licence = (...files) => `/*!\n${files.map(file => readFileSync(here(`node_modules/${file}`), 'utf8').replaceAll('\r\n', '\n').replaceAll('*/', '* /')).join('\n')}\n*/`;

for (const [name, banner] of [
  ['echarts', licence('echarts/LICENSE', 'echarts/NOTICE', 'zrender/LICENSE', 'tslib/LICENSE.txt')],
  ['tabulator', licence('tabulator-tables/LICENSE')],
]) {
  await build({
    entryPoints: [here(`${name}.js`)],
    outfile: `${process.argv[2]}/${name}.js`,
    banner: { js: banner },
    bundle: true,
    format: 'esm',
    minify: true,
    target: 'es2022',
    legalComments: 'inline',
    logLevel: 'warning',
  });
}
