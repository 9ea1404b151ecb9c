// Builds static/dist/ from pinned npm packages plus our own app.css, app.js and favicon.svg.
// No bundler: concatenate, subset one font, hash, precompress, write a manifest.
// The same input gives the same bytes, so names change only with their contents.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync, constants as z } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..');
const require = createRequire(join(root, 'package.json'));
const nm = (p) => join(root, 'node_modules', p);
const own = (name) => readFileSync(join(here, name), 'utf8');
const out = join(here, 'dist');
const tmp = join(here, '.dist-next');
rmSync(tmp, { recursive: true, force: true });
mkdirSync(tmp, { recursive: true });

const manifest = {};
function emit(name, ext, data) {
  const buf = Buffer.isBuffer(data) ? data : Buffer.from(data);
  const hash = createHash('sha256').update(buf).digest('hex').slice(0, 12);
  const file = `${name}.${hash}.${ext}`;
  writeFileSync(join(tmp, file), buf);
  const entry = { file, bytes: buf.length };
  if (ext !== 'woff2') {
    const br = brotliCompressSync(buf, { params: { [z.BROTLI_PARAM_QUALITY]: 11, [z.BROTLI_PARAM_SIZE_HINT]: buf.length } });
    const gz = gzipSync(buf, { level: 9 });
    writeFileSync(join(tmp, `${file}.br`), br);
    writeFileSync(join(tmp, `${file}.gz`), gz);
    entry.br = br.length;
    entry.gz = gz.length;
  }
  manifest[`${name}.${ext}`] = entry;
  return file;
}

// 1. Font: one variable Inter file, weights 400-600, Latin-1 + Sami + typographic signs.
const range = (a, b) => Array.from({ length: b - a + 1 }, (_, i) => String.fromCodePoint(a + i)).join('');
const glyphs = range(0x20, 0x7e) + range(0xa0, 0xff) + '–—‘’“”„…•€−™↑↓\u2009\u202f';
const subset = require('subset-font');
const inter = await subset(
  readFileSync(nm('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2')),
  glyphs,
  {
    targetFormat: 'woff2',
    variationAxes: { wght: { min: 400, max: 600 } },
    keepFeatures: ['kern', 'mark', 'mkmk', 'ccmp', 'locl', 'tnum', 'cv05'],
    noHinting: true,
  },
);
const interFile = emit('inter', 'woff2', inter);
// Sami, Polish, Baltic ... names: only fetched when a page contains such a letter.
const interExt = emit('inter-ext', 'woff2', readFileSync(nm('@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2')));

// 2. Icons: one external sprite, <use href="/static/icons.HASH.svg#name">.
const icons = {
  mobile: 'MobileSmall', envelope: 'EnvelopeClosed', mailbox: 'Inbox', language: 'Language', leave: 'Leave',
  search: 'MagnifyingGlass', shield: 'ShieldLock', printer: 'PrinterSmall', person: 'PersonCircle', 'arrow-right': 'ArrowRight',
};
let sprite = '<svg xmlns="http://www.w3.org/2000/svg">';
for (const [id, name] of Object.entries(icons)) {
  const src = readFileSync(nm(`@navikt/aksel-icons/dist/svg/${name}.svg`), 'utf8');
  const inner = src.replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '').trim();
  sprite += `<symbol id="${id}" viewBox="0 0 24 24">${inner}</symbol>`;
}
sprite += '</svg>';
emit('icons', 'svg', sprite);

// 3. CSS. Same layer order as @digdir/designsystemet-css/dist/src/index.css, but only what we use.
const css = nm('@digdir/designsystemet-css/dist');
const layers = {
  'ds.base': ['base', 'heading', 'label', 'paragraph', 'validation-message'],
  'ds.components': [
    'link', 'data-size-workaround', 'button', 'input', 'field', 'fieldset', 'alert', 'skip-link', 'details', 'dialog',
    'list', 'card', 'chip', 'divider', 'pagination', 'tag', 'error-summary', 'table', 'breadcrumbs',
  ],
};
let sheet = '@layer ds.theme, ds.base, ds.components, app;\n';
for (const [layer, parts] of Object.entries(layers)) {
  const text = parts.map((p) => readFileSync(join(css, `src/${p}.css`), 'utf8')).join('');
  if (/@layer|@import/.test(text)) throw new Error(`unexpected at-rule in ${layer}; check the new package version`);
  sheet += `@layer ${layer}{${text}}\n`;
}
sheet += `${readFileSync(join(css, 'theme/designsystemet.css'), 'utf8')}\n`;
sheet += own('app.css')
  .replaceAll('{{inter}}', interFile)
  .replaceAll('{{inter-ext}}', interExt)
  .replace(/\/\*[\s\S]*?\*\//g, '')
  .replace(/\n\s+/g, '\n')
  .replace(/\n+/g, '\n');
emit('app', 'css', sheet);

// 4. Our few lines of progressive enhancement.
const script = own('app.js').replace(/^\s*\/\/.*$/gm, '').replace(/\n\s+/g, '\n').replace(/\n+/g, '\n').trimStart();
emit('app', 'js', script);
emit('favicon', 'svg', own('favicon.svg').trim());

// 5. Notices.
const notices = ['@digdir/designsystemet-css', '@fontsource-variable/inter', '@navikt/aksel-icons'].map((p) => {
  const file = ['LICENSE', 'LICENSE.md'].map((f) => nm(`${p}/${f}`)).find(existsSync);
  const { version, license } = JSON.parse(readFileSync(nm(`${p}/package.json`), 'utf8'));
  return `${p} ${version} (${license})\n\n${file ? readFileSync(file, 'utf8') : ''}`;
});
writeFileSync(join(tmp, 'THIRD-PARTY.txt'), notices.join('\n\n----\n\n'));
writeFileSync(join(tmp, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);

// 6. Into place. A build that stops half-way leaves the old files as they were.
rmSync(out, { recursive: true, force: true });
renameSync(tmp, out);
for (const [name, { file, bytes, gz = '-', br = '-' }] of Object.entries(manifest)) {
  console.log(name.padEnd(16), file.padEnd(32), String(bytes).padStart(7), 'gz', gz, 'br', br);
}
