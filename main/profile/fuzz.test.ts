/** Whatever is dropped on the window: the reader throws nothing but its own error, loses no byte and takes no time. */
import { expect, test } from 'vitest';
import { check } from '../conf/check.ts';
import { decodeConf } from '../conf/decode.ts';
import { write } from '../conf/document.ts';
import { ConfError } from '../conf/error.ts';
import { MAX_LINES, MAX_TEXT, parse } from '../conf/parse.ts';
import { adopt } from './adopt.ts';
import { openText } from './open.ts';

/** Inputs of a run: ADIT_FUZZ=100000 vitest run --project unit main/profile/fuzz.test.ts */
const RUNS = Number(process.env['ADIT_FUZZ'] ?? 4000);

const seeds = [
  'cert = /etc/x.pem\nkey\t\t= /etc/x.key\nclient = no\n\n[ssh]\naccept = 443\nconnect = 127.0.0.1:22\n',
  '\uFEFF; client\r\nclient = yes\r\n[http]\r\naccept = 9999\r\nconnect = A.B.C.D:8000\r\n',
  '[tls]\naccept = 443\nconnect = 80\n[a]\nsni = tls:a.example.com\nconnect = 22\nverify = 2\nCAfile = x.pem\n',
  'client = yes\n[a]\naccept = ::1:1\nconnect = b:2\nverifyPeer = yes\nCAfile = x\ncheckHost = b\nsslVersion = TLSv1.2',
  'client = yes\n[a]\naccept = 1\nconnect = p:3128\nprotocol = connect\nprotocolHost = b:443\nprotocolUsername = u\nprotocolHeader = X: y\ncert = c.pem\nkey = k.pem\n',
  'client = yes\n[a]\naccept = 1\nconnect = b:2\nprotocol = smtp\nprotocolUsername = u\nPSKsecrets = p\nPSKidentity = i\nlocal = 1.2.3.4\nCRLpath = c\n',
  'client = yes\n[a]\naccept = 1\nconnect = b:2\nOCSP = http://o/\nOCSPflag = NOCERTS\nTIMEOUTocsp = 5\nsession = 5\noptions = NO_TICKET\nsecurityLevel = 2\nciphersuites = TLS_AES_128_GCM_SHA256\n',
  '; adit: proxy = {"kind":"system"}\n[a]\naccept = 443\nconnect = 22\nPSKsecrets = x\nrequireCert = yes\nprotocol = pgsql\n',
  '<% if @client %>client = yes<% end %>\n[<%= name %>]\naccept = {{ port }}\nconnect = <server IP>:443 ; here\n',
];
const pieces =
  '=|[|]|;|#| |\t|\r|\n|"|\'|:|-|<%|%>|{{|}}|\u00a0|\uFEFF|\0|accept = |connect = |sni = a:b|client = yes|[a]|999999|__proto__ = 1|[__proto__]|constructor = yes|checkHost = *|TIMEOUTidle = 9999999999|protocol = socks|cert = |protocolHost = |//|OCSP = '
    .split('|')
    .concat(`\${X}`, 'x'.repeat(3000));

/** Numerical Recipes' linear congruential generator: the same inputs everywhere. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Outcome {
  /** Whether stunnel would take the file as it is. */
  readonly sound: boolean;
  readonly profiles: number;
}

/** Reads the text in every way and makes profiles of all that can become one. */
function readCompletely(text: string): Outcome {
  const document = parse(text);
  expect(write(document)).toBe(text);
  const sound = check(document, { fileName: 'x.conf' }).kind === 'accepted';
  let profiles = 0;
  const options = { fileName: 'vpn.example.com.conf', directory: '/etc/stunnel', takenPorts: new Set([2222]) };
  const result = openText(text, options);
  if (!result.ok) return { sound, profiles };
  for (const { view } of result.proposal.services) {
    if (view.problem !== null) continue;
    const { key, name, application } = view;
    const host = view.host ?? 'vpn.example.com';
    const answer = { key, name, application, host, remotePort: view.remotePort ?? 443, user: null };
    adopt(result.proposal, [{ ...answer, localPort: view.localPort ?? 2222 }], () => crypto.randomUUID());
    profiles += 1;
  }
  return { sound, profiles };
}

/** As a file of that text may come: with bytes that no encoding has, cut in the middle, or as UTF-16. */
function damagedBytes(text: string, random: () => number): string {
  const bytes = random() < 0.1 ? Buffer.from(text, 'utf16le') : Buffer.from(text);
  for (let times = Math.floor(random() * 3); times > 0; times -= 1) {
    bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  }
  return decodeConf(bytes.subarray(0, Math.ceil(random() * bytes.length)));
}

test(`${RUNS} damaged configurations become valid profiles, questions or explanations`, {
  timeout: 120_000 + RUNS * 10,
}, () => {
  const random = generator(20_260_101);
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  const tally = { sound: 0, withProfiles: 0, profiles: 0, refused: 0, slowestMs: 0 };
  for (let run = 0; run < RUNS; run += 1) {
    let text = pick(seeds);
    for (let change = Math.floor(random() * 8); change >= 0; change -= 1) {
      const at = Math.floor(random() * text.length);
      const kind = random();
      if (kind < 0.5) text = text.slice(0, at) + pick(pieces) + text.slice(at);
      else if (kind < 0.8) text = text.slice(0, at) + text.slice(at + Math.floor(random() * 20));
      else text = text.slice(0, at) + pick(seeds) + text.slice(at);
    }
    if (random() < 0.2) text = damagedBytes(text, random);
    const begun = performance.now();
    try {
      const { sound, profiles } = readCompletely(text);
      if (sound) tally.sound += 1;
      if (profiles > 0) tally.withProfiles += 1;
      tally.profiles += profiles;
    } catch (error) {
      if (!(error instanceof ConfError)) {
        throw new Error(`Run ${run} failed on ${JSON.stringify(text)}`, { cause: error });
      }
      tally.refused += 1;
    }
    tally.slowestMs = Math.max(tally.slowestMs, Math.round(performance.now() - begun));
  }
  if (process.env['ADIT_FUZZ'] !== undefined) console.info(JSON.stringify({ runs: RUNS, ...tally }));
  expect(tally.withProfiles).toBeGreaterThan(RUNS / 10);
});

const fill = (piece: string): string => piece.repeat(Math.floor(MAX_TEXT / piece.length));
const hostile = [
  './',
  '<< ',
  '<%',
  '{{',
  '{%',
  '${',
  '$(',
  '%a',
  '__A',
  '[',
  '] ',
  ' ',
  'a ',
  '"',
  '<',
  '\r',
  '@A',
  '-----BEGIN ',
  '1',
  'a#',
];

test.each(hostile)('a line that repeats %j to the limit is read in time', { timeout: 20_000 }, (piece) => {
  for (const start of ['', 'accept = ', '[a]\naccept = 1\nconnect = ', 'a@', '1 ']) {
    readCompletely((start + fill(piece)).slice(0, MAX_TEXT));
  }
});

test('a file full of sections and defaults is read in time', { timeout: 20_000 }, () => {
  readCompletely('connect = a:1\n'.repeat(MAX_LINES / 2) + '[a]\n'.repeat(MAX_LINES / 2));
  readCompletely('sni = a:b\n'.repeat(MAX_LINES - 200) + '[a]\n'.repeat(200));
});
