// Logs in to a running demo as the person of the list whose situation comes at the given place (default: the first),
// and prints the cookie. For tools that measure pages behind the login.
const base = process.argv[2] ?? 'http://localhost:8080';
const place = Number(process.argv[3] ?? 0);

const cookieOf = (answer) => answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ');
const list = await fetch(`${base}/testid`);
const page = await list.text();
const csrf = page.match(/name="csrf" value="([^"]+)"/)[1];
const pid = [...page.matchAll(/name="pid" value="(\d{11})"/g)][place][1];
const login = await fetch(`${base}/testid`, {
  method: 'POST',
  redirect: 'manual',
  headers: { cookie: cookieOf(list) },
  body: new URLSearchParams({ csrf, pid, level: 'substantial' }),
});
if (login.status !== 303) throw new Error(`the login was answered with ${login.status}`);
console.log(cookieOf(login));
