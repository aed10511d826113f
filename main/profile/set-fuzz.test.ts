import { gzipSync, strToU8, zipSync } from 'fflate/browser';
import { packTar } from 'modern-tar';
import { expect, test } from 'vitest';
import { randomFrom } from '../../test/export/arbitrary.ts';
import { runsOf, timeoutOf } from '../../test/fuzz/reader.ts';
import { certificateFacts } from '../trust/certificate-facts.ts';
import { makeSelfSigned } from '../trust/self-signed.ts';
import { readSet } from './files/read-set.ts';

/** Besides the texts: each of these is unpacked and read as a whole. */
const runs = runsOf(0.01);

test(`whatever is damaged in one of ${runs} archives, in a configuration or a certificate, the answer is a value`, {
  timeout: timeoutOf(runs),
}, async () => {
  const random = randomFrom(20261123);
  const { certificate, key } = await makeSelfSigned({ commonName: 'a.example', names: ['a.example'], days: 30 });
  const content = {
    'stunnel.conf': 'cert = server.pem\ninclude = conf.d\n[ssh]\naccept = 443\nconnect = 22\n',
    'conf.d/web.conf': '[web]\naccept = 8443\nconnect = 80\n',
    'server.pem': certificate,
    'server.key': key,
    'both.pem': key + certificate,
  };
  const entries = Object.entries(content);
  const tar = await packTar(
    entries.map(([name, body]) => ({ header: { name, size: body.length, type: 'file' as const }, body })),
  );
  const originals = [
    zipSync(Object.fromEntries(entries.map(([name, text]) => [name, strToU8(text)]))),
    tar,
    gzipSync(tar),
  ];
  let understood = 0;
  for (let run = 0; run < runs; run++) {
    const original = originals[run % originals.length] ?? tar;
    const bytes = original.slice(0, random() < 0.2 ? Math.floor(random() * original.length) : original.length);
    for (let count = Math.floor(random() * 6); count > 0; count--) {
      bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    }
    const set = { name: null, files: [{ path: 'x.zip', bytes }], notes: [] };
    const result = await readSet(set, { fileName: null, takenPorts: new Set() }, certificateFacts);
    if (result.ok) understood += 1;
    expect(JSON.stringify(result)).not.toContain(key.split('\n')[2]);
  }
  // Most damage is in content, not in structure.
  expect(understood).toBeGreaterThan(runs / 10);
});
