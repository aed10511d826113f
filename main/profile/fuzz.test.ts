/** Whatever is dropped on the window: the reader throws nothing but its own error, loses no byte and takes no time. */
import { expect, test } from 'vitest';
import { write } from '../conf/document.ts';
import { ConfError } from '../conf/error.ts';
import { MAX_LINES, MAX_TEXT, parse } from '../conf/parse.ts';
import { adopt } from './adopt.ts';
import { propose } from './propose.ts';

/** Inputs of a run; ADIT_FUZZ raises it. */
const RUNS = Number(process.env['ADIT_FUZZ'] ?? 4000);

const seeds = [
  'cert = /etc/x.pem\nkey\t\t= /etc/x.key\nclient = no\n\n[ssh]\naccept = 443\nconnect = 127.0.0.1:22\n',
  '\uFEFF; client\r\nclient = yes\r\n[http]\r\naccept = 9999\r\nconnect = A.B.C.D:8000\r\n',
  '[tls]\naccept = 443\nconnect = 80\n[a]\nsni = tls:a.example.com\nconnect = 22\nverify = 2\nCAfile = x.pem\n',
  'client = yes\n[a]\naccept = ::1:1\nconnect = b:2\nverifyPeer = yes\nCAfile = x\ncheckHost = b\nsslVersion = TLSv1.2',
  '<% if @client %>client = yes<% end %>\n[<%= name %>]\naccept = {{ port }}\nconnect = <server IP>:443 ; here\n',
];
const pieces =
  '=|[|]|;|#| |\t|\r|\n|"|\'|:|-|<%|%>|{{|}}|\u00a0|\uFEFF|\0|accept = |connect = |sni = a:b|client = yes|[a]|999999|__proto__ = 1|[__proto__]|constructor = yes|checkHost = *|TIMEOUTidle = 9999999999'
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

function readCompletely(text: string): void {
  const document = parse(text);
  expect(write(document)).toBe(text);
  const result = propose(document, { fileName: 'vpn.example.com.conf', takenPorts: new Set([2222]) });
  if (!result.ok) return;
  for (const { view } of result.proposal.services) {
    if (view.problem !== null) continue;
    const { key, name, application } = view;
    const host = view.host ?? 'vpn.example.com';
    const answer = { key, name, application, host, remotePort: view.remotePort ?? 443, user: null };
    adopt(result.proposal, [{ ...answer, localPort: view.localPort ?? 2222 }], () => crypto.randomUUID());
  }
}

test(`${RUNS} damaged configurations become valid profiles, questions or explanations`, { timeout: 120_000 }, () => {
  const random = generator(20_260_101);
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)] ?? '';
  for (let run = 0; run < RUNS; run += 1) {
    let text = pick(seeds);
    for (let change = Math.floor(random() * 8); change >= 0; change -= 1) {
      const at = Math.floor(random() * text.length);
      const kind = random();
      if (kind < 0.5) text = text.slice(0, at) + pick(pieces) + text.slice(at);
      else if (kind < 0.8) text = text.slice(0, at) + text.slice(at + Math.floor(random() * 20));
      else text = text.slice(0, at) + pick(seeds) + text.slice(at);
    }
    try {
      readCompletely(text);
    } catch (error) {
      if (error instanceof ConfError) continue;
      throw new Error(`Run ${run} failed on ${JSON.stringify(text)}`, { cause: error });
    }
  }
});

const fill = (piece: string): string => piece.repeat(Math.floor(MAX_TEXT / piece.length));
const hostile = [
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
