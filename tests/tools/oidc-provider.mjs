// A real OpenID provider for the tests, set up like ID-porten. Says its issuer on standard output, a line of JSON.
// Ends with its input. What the tests want of it goes to the addresses under /test/.
import { createHmac, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { Provider, interactionPolicy } from 'oidc-provider';

// Standard output is for the first line alone.
console.info = console.error;

const settings = {
  acr: null, // To be issued whatever was reached.
  ahead: 0, // Seconds, when the tests have let time pass.
  authorization_details: null, // Instead of those that were asked for.
  backchannel: true,
  frontchannel: true,
  slash: false, // At the end of `iss` in front-channel calls.
};
const clients = new Map();
const requests = [];
const languages = new Map(); // What was chosen in a session.
const stored = new Map();

const now = Date.now;
Date.now = () => now() + settings.ahead * 1000;

// What the provider remembers, and it outlives a change of keys.
class Store {
  constructor(model) {
    this.model = model;
  }

  key(id) {
    return `${this.model}:${id}`;
  }

  async find(id) {
    return this.model === 'Client' ? metadata(clients.get(id)) : stored.get(this.key(id));
  }

  async findByUid(uid) {
    return [...stored.values()].find((it) => it.kind === 'Session' && it.uid === uid);
  }

  async upsert(id, payload) {
    stored.set(this.key(id), payload);
  }

  async consume(id) {
    stored.get(this.key(id)).consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id) {
    stored.delete(this.key(id));
  }

  async revokeByGrantId(grantId) {
    for (const [key, it] of stored) if (it.grantId === grantId && it.kind === this.model) stored.delete(key);
  }
}

const RAR_TYPES = ['ansattporten:altinn:resource', 'ansattporten:altinn:service', 'ansattporten:orgno'];

const metadata = (client) =>
  client && {
    authorization_details_types: RAR_TYPES,
    ...client,
    backchannel_logout_uri: settings.backchannel ? client.backchannel_logout_uri : undefined,
    backchannel_logout_session_required: true,
    require_pushed_authorization_requests: true,
  };

// Levels: `idporten-loa-high` and `eidas-loa-high` at ID-porten, `high` at Ansattporten.
const RANKS = { low: 1, substantial: 2, high: 3 };
const level = (acr = '') => acr.split('-').at(-1);
const rank = (acr) => RANKS[level(acr)] ?? 0;
const asked = ({ acr_values: values = '' }) => values.split(' ').toSorted((one, two) => rank(one) - rank(two))[0];
const inStyleOf = (wanted, acr) => (wanted in RANKS && acr?.startsWith('idporten') ? level(acr) : acr);

const login = (pid, reached) => {
  if (pid.startsWith('eidas')) return { accountId: pid, acr: `eidas-loa-${reached}`, amr: ['eIDAS'] };
  return { accountId: pid, acr: `idporten-loa-${reached}`, amr: [reached === 'high' ? 'BankID' : 'Minid-APP'] };
};

// Nobody is asked for consent. A session lasts for two hours at most, and a higher level takes another login.
const policy = () => {
  const all = interactionPolicy.base();
  all.remove('consent');
  const enough = ({ session, params }) => !session.past(7200) && rank(session.acr) >= rank(asked(params));
  const check = ({ oidc }) => Boolean(oidc.session.accountId) && !oidc.result?.login && !enough(oidc);
  const { Check } = interactionPolicy;
  all.get('login').checks.add(new Check('level', 'another login is needed', 'login_required', check));
  return all;
};

const TEXTS = {
  nb: ['Logg inn', 'Fødselsnummer', 'Nivå', 'Språk', 'Avbryt', 'Logg ut'],
  nn: ['Logg inn', 'Fødselsnummer', 'Nivå', 'Språk', 'Avbryt', 'Logg ut'],
  en: ['Log in', 'National identity number', 'Level', 'Language', 'Cancel', 'Log out'],
  se: ['Logge sisa', 'Riegádannummir', 'Dássi', 'Giella', 'Gaskkalduhte', 'Logge olggos'],
};

const escaped = (value) => String(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const page = (lang, title, body, head = '') => `<!DOCTYPE html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
${head}</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;

const choice = (id, label, values, chosen) => {
  const options = values.map((it) => `<option value="${it}"${it === chosen ? ' selected' : ''}>${it}</option>`);
  return `<p><label for="${id}">${label}</label> <select name="${id}" id="${id}">${options.join('')}</select></p>`;
};

const loginPage = (action, lang, wanted) => {
  const [title, pid, levels, locales, cancel] = TEXTS[lang];
  return page(lang, title, `<form method="post" action="${action}">
<p><label for="pid">${pid}</label> <input type="text" name="pid" id="pid" inputmode="numeric" autocomplete="off"></p>
${choice('level', levels, ['substantial', 'high'], wanted)}
${choice('locale', locales, Object.keys(TEXTS), lang)}
<p><button id="login">${title}</button> <button id="cancel" name="cancel" value="yes">${cancel}</button></p>
</form>`);
};

// Every client of the session is called in a frame; then the form is sent, after two seconds in any case.
const AFTER_THE_FRAMES = `<script>
let sent = false;
const send = () => {
  if (!sent) document.getElementById('op.logoutForm').submit();
  sent = true;
};
addEventListener('load', send);
setTimeout(send, 2000);
</script>
`;

const logoutPage = (lang, form, frames) => {
  const title = TEXTS[lang][5];
  const rest = `<input type="hidden" name="logout" value="yes"><button id="logout">${title}</button></form>`;
  const all = frames.map((url) => `<iframe src="${escaped(url)}" title="${title}" hidden></iframe>`);
  return page(lang, title, [form.replace('</form>', rest), ...all].join('\n'), AFTER_THE_FRAMES);
};

const frontChannelCalls = ({ authorizations = {} }) => {
  if (!settings.frontchannel) return [];
  return Object.entries(authorizations).flatMap(([id, { sid }]) => {
    const address = clients.get(id)?.frontchannel_logout_uri;
    if (!address || !sid) return [];
    const url = new URL(address);
    url.searchParams.set('iss', settings.slash ? `${issuer}/` : issuer);
    url.searchParams.set('sid', sid);
    return [url.href];
  });
};

const redirect = (ctx, to) => {
  ctx.status = 303;
  ctx.redirect(to);
};

const interaction = async (ctx, next) => {
  if (!ctx.path.startsWith('/login/')) return next();
  const { params } = await provider.interactionDetails(ctx.req, ctx.res);
  const remembered = ctx.cookies.get(cookie('language'));
  const wishes = [remembered, ...(params.ui_locales ?? '').split(' ')];
  const offered = wishes.find((it) => Object.hasOwn(TEXTS, it ?? '')) ?? 'nb';
  ctx.set('cache-control', 'no-store');
  if (ctx.method !== 'POST') {
    ctx.type = 'html';
    ctx.body = loginPage(ctx.path, offered, rank(asked(params)) > RANKS.substantial ? 'high' : 'substantial');
    return undefined;
  }
  const form = Object.fromEntries(new URLSearchParams(await text(ctx.req)));
  const finish = async (result) => redirect(ctx, await provider.interactionResult(ctx.req, ctx.res, result));
  if (form.cancel) return finish({ error: 'access_denied', error_description: 'the person gave up' });
  const { pid = '', level: reached = 'substantial', locale = offered } = form;
  if (!pid.trim()) return redirect(ctx, ctx.path);
  if (locale !== offered) ctx.cookies.set(cookie('language'), locale);
  return finish({ login: { ...login(pid.trim(), reached), locale } });
};

// A POST from another site comes without the session's cookie; a GET has it.
const logoutByPost = async (ctx, next) =>
  ctx.method === 'POST' && ctx.path === '/logout' ? redirect(ctx, `/logout?${await text(ctx.req)}`) : next();

const loadExistingGrant = async ({ oidc }) => {
  const { session, client, account } = oidc;
  if (oidc.result?.login) languages.set(session.uid, oidc.result.login.locale);
  const known = await provider.Grant.find(session.grantIdFor(client.clientId));
  if (known) return known;
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  grant.addOIDCScope('openid profile');
  await grant.save();
  return grant;
};

const findAccount = (ctx, id, token) => ({
  accountId: id,
  claims: () => ({
    sub: id,
    pid: id.startsWith('eidas') ? undefined : id,
    locale: languages.get(token?.sessionUid),
    jti: randomUUID(),
    authorization_details: settings.authorization_details ?? token?.rar,
  }),
});

const newKey = () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: randomUUID() };
};

const secret = randomBytes(32);
const cookie = (name) => `${name}_${port}`; // Cookies know no ports, and there may be more than one provider.

const configuration = () => ({
  adapter: Store,
  jwks: { keys: [newKey()] },
  acrValues: ['idporten-loa-', 'eidas-loa-', ''].flatMap((it) => [`${it}substantial`, `${it}high`]),
  allowOmittingSingleRegisteredRedirectUri: false,
  claims: {
    openid: ['sub', 'pid', 'acr', 'amr', 'sid', 'auth_time', 'jti', 'locale', 'authorization_details'],
  },
  clientAuthMethods: ['private_key_jwt'],
  clientDefaults: {
    grant_types: ['authorization_code'],
    response_types: ['code'],
    id_token_signed_response_alg: 'RS256',
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'RS256',
  },
  conformIdTokenClaims: false,
  cookies: {
    keys: [secret],
    names: { session: cookie('session'), interaction: cookie('interaction'), resume: cookie('resume') },
  },
  discovery: {
    frontchannel_logout_supported: true,
    frontchannel_logout_session_supported: true,
    ui_locales_supported: Object.keys(TEXTS),
  },
  enabledJWA: { clientAuthSigningAlgValues: ['RS256'], idTokenSigningAlgValues: ['RS256'] },
  features: {
    backchannelLogout: { enabled: true },
    devInteractions: { enabled: false },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
    richAuthorizationRequests: {
      enabled: true,
      types: Object.fromEntries(RAR_TYPES.map((it) => [it, { validate: () => {} }])),
      authorizationDetailsForGrantSource: ({ oidc }) => JSON.parse(oidc.params.authorization_details ?? '[]'),
      authorizationDetailsForAccessToken: (ctx, token, source) => source.rar,
      authorizationDetailsForIntrospection: (ctx, token) => token.rar,
    },
    // These details need something that they are about.
    resourceIndicators: {
      enabled: true,
      defaultResource: ({ oidc }) => (oidc.params.authorization_details ? issuer : undefined),
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({ scope: '' }),
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) => {
        const { session } = ctx.oidc;
        ctx.body = logoutPage(languages.get(session.uid) ?? 'nb', form, frontChannelCalls(session));
      },
      postLogoutSuccessSource: (ctx) => {
        ctx.body = page('nb', 'Du er logget ut', '');
      },
    },
  },
  // The provider calls no address on the machine itself by default, and the tests live there.
  fetch: (url, { dispatcher, ...options }) => fetch(url, options),
  findAccount,
  interactions: { policy: policy(), url: (ctx, { uid }) => `/login/${uid}` },
  loadExistingGrant,
  pairwiseIdentifier: (ctx, id, { clientId }) =>
    createHmac('sha256', secret).update(`${clientId} ${id}`).digest('base64url'),
  pkce: { required: () => true },
  renderError: (ctx, out) => {
    ctx.type = 'html';
    const [error, description] = [out.error, out.error_description].map(escaped);
    ctx.body = page('nb', 'Noe gikk galt', `<p id="error">${error}</p>\n<p>${description}</p>`);
  },
  responseTypes: ['code'],
  routes: {
    authorization: '/authorize',
    end_session: '/logout',
    jwks: '/jwks.json',
    pushed_authorization_request: '/par',
    token: '/token',
    userinfo: '/userinfo',
  },
  scopes: ['openid', 'profile'],
  subjectTypes: ['pairwise'],
  ttl: { AccessToken: 120, AuthorizationCode: 60, Grant: 7200, IdToken: 120, Interaction: 1800, Session: 1800 },
});

const ERRORS = ['pushed_authorization_request', 'grant', 'end_session', 'end_session_confirm', 'backchannel'];

const start = () => {
  const made = new Provider(issuer, configuration());
  made.use(logoutByPost);
  made.use(interaction);
  // Every client gets `sid`, also one that is called through the browser alone.
  made.Client.prototype.includeSid = () => true;
  Object.defineProperty(made.OIDCContext.prototype, 'acr', {
    get() {
      return settings.acr ?? inStyleOf(asked(this.params), this.session.acr);
    },
  });
  made.on('pushed_authorization_request.success', ({ oidc }) => {
    const { client_assertion, client_assertion_type, ...parameters } = oidc.body;
    requests.push(parameters);
  });
  for (const name of ['server_error', ...ERRORS.map((it) => `${it}.error`)]) {
    made.on(name, (ctx, { message, error_description: said = '', error_detail: detail = '' }) => {
      console.error(`oidc-provider: ${name}: ${[message, said, detail].filter(Boolean).join(' – ')}`);
    });
  }
  return made;
};

const endSessions = async ({ sid }) => {
  for (const [key, { kind, accountId, authorizations = {} }] of stored) {
    const all = Object.entries(authorizations);
    if (kind !== 'Session' || (sid && !all.some(([, it]) => it.sid === sid))) continue;
    stored.delete(key);
    for (const [id, it] of all) {
      const client = await provider.Client.find(id);
      if (!client?.backchannelLogoutUri) continue;
      const sent = client.backchannelLogout(accountId, it.sid);
      await sent.catch((error) => console.error(`oidc-provider: ${error.message}`));
    }
  }
};

const CONTROLS = {
  'GET /test/requests': () => requests,
  'POST /test/clients': async (given) => {
    const client = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
    await provider.Client.validate(metadata(client));
    clients.set(client.client_id, client);
  },
  'POST /test/logout': (which) => endSessions(which),
  'POST /test/rotate': () => {
    provider = start();
  },
  'POST /test/settings': (wanted) => {
    const strange = Object.keys(wanted).filter((name) => !Object.hasOwn(settings, name));
    if (strange.length) throw new Error(`no such settings: ${strange.join(', ')}`);
    Object.assign(settings, wanted);
  },
};

const control = async (request, response) => {
  const act = CONTROLS[`${request.method} ${request.url}`];
  if (!act) return response.writeHead(404).end();
  const body = await text(request);
  const answer = await act(JSON.parse(body || '{}'));
  if (answer === undefined) return response.writeHead(204).end();
  return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
};

const server = createServer((request, response) => {
  if (!request.url.startsWith('/test/')) return provider.callback()(request, response);
  return control(request, response).catch((error) => {
    console.error(`oidc-provider: ${request.url}: ${error.error_description ?? error.message}`);
    response.writeHead(400).end(error.error_description ?? error.message);
  });
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address();
const issuer = `http://127.0.0.1:${port}`;
let provider = start();
process.stdout.write(`${JSON.stringify({ issuer })}\n`);
process.stdin.on('end', () => process.exit(0)).resume();
