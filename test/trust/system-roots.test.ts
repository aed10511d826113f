/** What the system trusts, in every runtime. Each question is a process of its own, because the answer is kept. */
import { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../engine/bundle.ts';
import { runtimes } from '../engine/runtimes.ts';
import { makeCertificate } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { execute, hasTool } from '../peers/tools.ts';

const dayMs = 86_400_000;
let directory: TemporaryDirectory;
const at = (name: string) => path.join(directory.path, name);
let good = '';
let expired = '';

// SSL_CERT_FILE stands for the system's store where that is a file; Windows and macOS have stores of their own.
describe.skipIf(process.platform !== 'linux' || !hasTool('openssl'))('the system’s authorities', () => {
  beforeAll(async () => {
    directory = await temporaryDirectory();
    await bundle(directory.path, { roots: path.join(import.meta.dirname, 'roots-child.ts') }, 'mjs');
    const make = async (name: string, validTo: Date) => {
      const dates = { validFrom: new Date(Date.now() - 3 * dayMs), validTo };
      const { pem } = await makeCertificate(directory.path, name, { commonName: name, authority: true, ...dates });
      return new X509Certificate(pem).toString();
    };
    good = await make('good', new Date(Date.now() + dayMs));
    expired = await make('expired', new Date(Date.now() - dayMs));
    await writeFile(at('store.pem'), `${good}${expired}${good}`);
    await writeFile(at('expired-only.pem'), expired);
    await writeFile(at('damaged.pem'), good.replaceAll('M', 'X'));
  });
  afterAll(() => directory?.close());

  describe.each(runtimes.filter(({ executable }) => executable !== null))('on $name', ({ name, executable }) => {
    async function ask(store: string) {
      const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '', SSL_CERT_FILE: at(store) };
      // That it ends by itself shows that nothing of the reading is left.
      const { stdout } = await execute(executable ?? '', [at('roots.mjs')], { env, maxBuffer: 2 ** 24 });
      const answer: { roots: string[]; same: boolean; threads: number } = JSON.parse(stdout);
      return answer;
    }

    it('are those of its store, once each, without expired ones, read once', async () => {
      const { roots, same, threads } = await ask('store.pem');
      expect(roots.filter((pem) => pem === good)).toHaveLength(1);
      expect(roots).not.toContain(expired);
      expect(same).toBe(true);
      // Where Node can read the store, that happens on a thread of its own; before, there is a file to read.
      expect(threads).toBe(name === 'Node' ? 1 : 0);
      expect(roots.length).toBeGreaterThan(name === 'Node' ? 0 : rootCertificates.length / 2);
    });

    it.each(['missing.pem', 'damaged.pem', 'expired-only.pem'])(
      'are Mozilla’s when the store is useless: %s',
      async (store) => {
        const { roots } = await ask(store);
        expect(roots.length).toBeGreaterThan(50);
        expect(roots).not.toContain(expired);
      },
    );
  });
});
