// usage: node build.mjs OUTPUT
import { build } from 'esbuild';

await build({
  entryPoints: [new URL('charts.js', import.meta.url).pathname],
  outfile: process.argv[2],
  bundle: true,
  format: 'esm',
  minify: true,
  target: 'es2022',
  legalComments: 'inline',
  logLevel: 'warning',
});
