// A mail server for the tests: STARTTLS on one port, TLS from the start on another, login required on both. Says on
// standard output what has arrived, a line of JSON each, with the verdict on its DKIM signature. Ends with its input.
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SMTPServer } from 'smtp-server';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';

const [cert, key] = process.argv.slice(2).map((path) => readFileSync(path));
const dkim = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
});
const record = `v=DKIM1; k=rsa; p=${dkim.publicKey.toString('base64')}`;
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
let connections = 0;

const signedBy = async (raw) => {
  const { results } = await dkimVerify(raw, { resolver: async () => [[record]] });
  return results.map(({ status, signingDomain, selector }) => `${status.result} ${signingDomain} ${selector}`);
};

const failure = (code, text) => Object.assign(new Error(text), { responseCode: code });

const receive = (stream, session, done) => {
  const chunks = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  stream.on('end', async () => {
    if (session.envelope.rcptTo.some(({ address }) => address.startsWith('silent'))) return;
    const raw = Buffer.concat(chunks);
    const tampered = Buffer.from(raw.toString('latin1').replace(/\d{6}/g, '999999'), 'latin1');
    say({
      secure: session.secure,
      user: session.user,
      to: session.envelope.rcptTo.map(({ address }) => address),
      raw: raw.toString('utf8'),
      dkim: await signedBy(raw),
      dkimTampered: await signedBy(tampered),
      connections,
    });
    done();
  });
};

const recipient = ({ address }, session, done) => {
  if (address.startsWith('later')) return done(failure(451, 'Try again later'));
  if (address.startsWith('nobody')) return done(failure(550, 'No such user'));
  if (address.startsWith('blocked')) return done(failure(554, 'Go away'));
  if (address.startsWith('policy')) return done(failure(550, '5.7.1 Sender on a block list'));
  if (address.startsWith('slow')) return setTimeout(done, 60_000).unref();
  return done();
};

const serve = (options) =>
  new Promise((resolve) => {
    const server = new SMTPServer({
      cert,
      key,
      authOptional: false,
      disableReverseLookup: true,
      onConnect: (session, done) => {
        connections += 1;
        done();
      },
      onAuth: ({ username, password }, session, done) =>
        username === 'bruker' && password === 'p@ss/ord' ? done(null, { user: username }) : done(failure(535, 'No')),
      onRcptTo: recipient,
      onData: receive,
      ...options,
    });
    server.on('error', () => {});
    server.listen(0, '127.0.0.1', () => resolve(server.server.address().port));
  });

const starttls = await serve({ secure: false });
const smtps = await serve({ secure: true });
const plain = await serve({ secure: false, hideSTARTTLS: true, disabledCommands: ['STARTTLS'], authOptional: true });
say({ starttls, smtps, plain, key: dkim.privateKey });
process.stdin.on('end', () => process.exit(0)).resume();
