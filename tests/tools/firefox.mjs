// A Firefox for one test. Reads what to do from standard input, a line of JSON each, and answers each with a line on
// standard output. Ends with its input, and leaves nothing behind.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import puppeteer from 'puppeteer-core';

const PATIENCE_MS = 10_000;
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

const home = mkdtempSync(join(tmpdir(), 'bekreft-firefox-'));
let browser;
process.on('exit', () => {
  browser?.process()?.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
});
// Whoever listened is gone; the end of the input says so too.
process.stdout.on('error', () => {});

// Should this program be killed, the browser dies with it. It does not start in a home that is somebody else's.
browser = await puppeteer.launch({
  browser: 'firefox',
  executablePath: '/usr/bin/setpriv',
  ignoreDefaultArgs: true,
  args: ['--pdeathsig', 'KILL', '--', 'firefox-esr', '--headless', '--profile', join(home, 'profile'), 'about:blank'],
  extraPrefsFirefox: {
    // What the tests themselves ask is answered even so.
    'javascript.enabled': !process.argv.includes('--without-script'),
    // Whoever loads an answer to a form again presses «Resend» when asked.
    'dom.confirm_repost.testing.always_accept': true,
  },
  env: { ...process.env, HOME: home, MOZ_CRASHREPORTER_DISABLE: '1' },
  defaultViewport: null,
  protocolTimeout: 2 * PATIENCE_MS,
});

// Said to the browser directly: Puppeteer's own waiting never ends when a page comes from the page cache.
const asks = async (method, params) => (await browser.connection.send(method, params)).result;
const { contexts } = await asks('browsingContext.getTree', {});
const tabs = [contexts[0].context];
let [tab] = tabs;

const evaluates = async (expression) => {
  const answer = await asks('script.evaluate', { expression, target: { context: tab }, awaitPromise: true });
  if (answer.type !== 'success') throw new Error(answer.exceptionDetails.text);
  return answer.result;
};

const runs = async (script) => {
  const { value } = await evaluates(`JSON.stringify((() => { ${script} })())`);
  return value === undefined ? null : JSON.parse(value);
};

const acts = (...actions) => asks('input.performActions', { context: tab, actions });

// In the middle of the window, where it has come to a halt: what was typed before may still make the page move.
const comesToRest = async (css) => {
  const place = `const found = document.querySelector(${JSON.stringify(css)});
    found?.scrollIntoView({ block: 'center', behavior: 'instant' });
    return found && [scrollY, found.getBoundingClientRect().top];`;
  for (let last, calm = 0; calm < 3; await sleep(25)) {
    const now = String(await runs(place));
    calm = now === last ? calm + 1 : 0;
    last = now;
  }
};

const clicks = async (css) => {
  await comesToRest(css);
  const found = await evaluates(`document.querySelector(${JSON.stringify(css)})`);
  if (found.type !== 'node') throw new Error(`${css} is not on the page`);
  const origin = { type: 'element', element: { sharedId: found.sharedId } };
  await acts({
    type: 'pointer',
    id: 'mouse',
    actions: [
      { type: 'pointerMove', x: 0, y: 0, origin },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ],
  });
};

// The next page is there to its last line.
const arrives = async (before) => {
  const state = 'return [performance.timeOrigin, document.readyState, !!document.querySelector("footer.site-footer")]';
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(25)) {
    const [origin, ready, whole] = await runs(state).catch(() => []);
    if (origin && origin !== before && ready === 'complete' && whole) return;
  }
  throw new Error('no other page comes');
};

const commands = {
  open: ({ url }) => asks('browsingContext.navigate', { context: tab, url, wait: 'complete' }),
  press: async ({ css }) => {
    const before = await runs('return performance.timeOrigin');
    await clicks(css);
    await arrives(before);
  },
  type: async ({ css, text }) => {
    await clicks(css);
    await runs('document.activeElement.select()');
    const keys = text === '' ? ['\uE003'] : [...text];
    const actions = keys.flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]);
    await acts({ type: 'key', id: 'keyboard', actions });
  },
  go: ({ by }) => asks('browsingContext.traverseHistory', { context: tab, delta: by }),
  reload: () => asks('browsingContext.reload', { context: tab, wait: 'complete' }),
  ask: ({ script }) => runs(script),
  tab: async ({ number }) => {
    tabs[number] ??= (await asks('browsingContext.create', { type: 'tab' })).context;
    tab = tabs[number];
    await asks('browsingContext.activate', { context: tab });
  },
};

const lines = createInterface({ input: process.stdin });
lines.once('close', async () => {
  await Promise.race([browser.close(), sleep(PATIENCE_MS / 2)]);
  process.exit(0);
});
say({ ok: await browser.version() });
for await (const line of lines) {
  const { do: name, ...parameters } = JSON.parse(line);
  try {
    say({ ok: (await commands[name](parameters)) ?? null });
  } catch (error) {
    say({ error: error.message });
  }
}
