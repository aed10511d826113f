import { createPrivateKey } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSelfSigned } from '../../trust/self-signed.ts';
import { codeOf, TunnelFault } from '../base/errors.ts';
import { readIdentity } from './identity.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'adit-identity-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

it('takes no wrong passphrase for another fault, also where it leaves a padding that looks right', async () => {
  const { certificate, key } = await makeSelfSigned({ commonName: 'me', names: ['me.test'], days: 1 });
  const files = { certificate: path.join(directory, 'me.pem'), key: path.join(directory, 'me.key') };
  await writeFile(files.certificate, certificate);
  // The older form derives its key without much work, so that many can be tried.
  const format = { type: 'sec1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'right' } as const;
  const encrypted = createPrivateKey(key).export(format);
  await writeFile(files.key, encrypted);

  const fault = (passphrase: string) =>
    readIdentity({ kind: 'pem', ...files, passphrase }).then(
      () => null,
      (error: unknown) => (error instanceof TunnelFault ? error.reason : error),
    );
  expect(await fault('right')).toBeNull();
  const codes = new Map<string, string>();
  for (let count = 0; count < 20_000 && codes.size < 2; count += 1) {
    try {
      createPrivateKey({ key: encrypted, passphrase: `wrong ${count}` });
    } catch (error) {
      codes.set(codeOf(error), `wrong ${count}`);
    }
  }
  expect(codes.size).toBe(2);
  for (const passphrase of codes.values()) {
    expect(await fault(passphrase)).toEqual({ kind: 'key-passphrase', path: files.key, given: true });
  }
});
