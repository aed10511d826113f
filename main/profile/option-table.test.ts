/** Keeps docs/options.md complete and true. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clientSpecification } from '../cli/literal/client-specification.ts';
import { noteNotApplied } from '../cli/literal/not-applied.ts';
import { confOptions } from '../conf/options.ts';
import { parse } from '../conf/parse.ts';
import { servicesOf } from '../conf/services.ts';

const page = readFileSync(new URL('../../docs/options.md', import.meta.url), 'utf8');
const rows = new Map(
  [...page.matchAll(/^\| `(\w+)` \| ([a-z ]+) \|/gm)].map(([, name = '', verdict = '']) => [name, verdict]),
);

/** A value that asks for something; what agrees with what happens anyway would say nothing. */
const values: Readonly<Record<string, string>> = {
  foreground: 'no',
  // With whom to verify, without which the service is refused.
  verify: '2\nCAfile = /ca.pem',
  verifyChain: 'yes\nCAfile = /ca.pem',
  verifyPeer: 'yes\nCAfile = /ca.pem',
  syslog: 'yes',
  taskbar: 'yes',
  libwrap: 'yes',
  transparent: 'source',
  pty: 'yes',
  retry: 'yes',
  renegotiation: 'yes',
  logId: 'thread',
  protocol: 'capwin',
  config: 'VerifyCAFile:x',
  socket: 'r:SO_SNDBUF=1',
  options: '-NO_SSLv3',
  sslVersion: 'SSLv3',
  sslVersionMin: 'SSLv3',
  sslVersionMax: 'SSLv3',
  OCSPflag: 'NOSIGS',
  protocolAuthentication: 'ntlm',
  engineNum: '1',
  accept: '127.0.0.1:3',
  connect: '127.0.0.1:4',
  sessionCacheSize: '7',
  sessionCacheTimeout: '7',
  TIMEOUTocsp: '7',
  OCSP: 'http://127.0.0.1/',
  OCSPaia: 'yes',
  OCSPnonce: 'yes',
  OCSPrequire: 'no',
};

/** What running a section with the option says of it. */
function fate(name: string): 'silent' | 'noted' | 'refused' {
  const option = `${name} = ${values[name] ?? 'x'}`;
  const base = name === 'protocolAuthentication' ? 'protocol = connect\nprotocolHost = a:1\n' : '';
  const text = `[s]\nclient = yes\naccept = 127.0.0.1:1\nconnect = 127.0.0.1:2\n${base}${option}\n`;
  const [service] = servicesOf(parse(text)).services;
  const line = parse(text).lines.find((each) => each.kind === 'option' && each.name === name);
  if (service === undefined || line?.kind !== 'option') throw new Error(option);
  const files = { read: () => Buffer.from('id:0123456789abcdef0123456789abcdef'), list: () => [] };
  const result = clientSpecification(service, { id: 's', directory: '/', files });
  if (!result.ok) return 'refused';
  const noted = result.notApplied.some(({ text: of }) => of.toLowerCase().startsWith(name.toLowerCase()));
  return noted || noteNotApplied(line) !== null ? 'noted' : 'silent';
}

it('has a line for every option, and no other', () => {
  expect([...rows.keys()].toSorted()).toEqual(confOptions.map(({ name }) => name).toSorted());
});

describe.each([...rows])('%s', (name, verdict) => {
  it(`is ${verdict}`, () => {
    const seen = fate(name);
    if (verdict === 'done') expect(seen).toBe('silent');
    else if (verdict === 'noted' || verdict === 'server') expect(seen).toBe('noted');
    // What the file refuses before a section is read is tested where the file is read.
    else if (verdict === 'refused') expect(name === 'fips' ? 'refused' : seen).toBe('refused');
    // The TLS library decides, so that the engine says it.
    else
      expect(['ciphers', 'ciphersuites', 'curves', 'securityLevel'].includes(name) ? 'noted' : seen).not.toBe('silent');
  });
});
