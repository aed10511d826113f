import { expect, test } from 'vitest';
import { sealedSchema } from '../profile/share/backup.ts';
import { defaultCost, seal, unseal } from './sealed-file.ts';

const cheap = { n: 1024, r: 8, p: 1 };
const text = JSON.stringify({ 'secret-1': 'hunter2', 'secret-2': 'ключ 🔑' });

test('what was sealed is opened by its passphrase, however that was typed', async () => {
  const sealed = await seal(text, 'caf\u00e9 au lait', cheap);
  expect(sealedSchema.parse(JSON.parse(JSON.stringify(sealed)))).toEqual(sealed);
  expect(JSON.stringify(sealed)).not.toContain('hunter2');
  expect(await unseal(sealed, 'cafe\u0301 au lait')).toEqual({ ok: true, text });
  expect(await unseal(await seal('', 'x', cheap), 'x')).toEqual({ ok: true, text: '' });
});

test('the same text is never sealed the same way twice', async () => {
  const [one, other] = await Promise.all([seal(text, 'x', cheap), seal(text, 'x', cheap)]);
  for (const field of ['check', 'data', 'sum'] as const) expect(one[field]).not.toBe(other[field]);
});

test('a wrong passphrase is told apart from a damaged file', async () => {
  const sealed = await seal(text, 'right', cheap);
  expect(await unseal(sealed, 'Right')).toEqual({ ok: false, reason: 'wrong-passphrase' });
  expect(await unseal(sealed, '')).toEqual({ ok: false, reason: 'wrong-passphrase' });
  const flip = (value: string) => (value.startsWith('A') ? `B${value.slice(1)}` : `A${value.slice(1)}`);
  const damages = [
    { data: flip(sealed.data) },
    { data: sealed.data.slice(4) },
    { data: 'AAAA' },
    { check: flip(sealed.check) },
    { sum: flip(sealed.sum) },
    { sum: 'AAAA' },
    { kdf: { ...sealed.kdf, salt: flip(sealed.kdf.salt) } },
    { kdf: { ...sealed.kdf, n: 2048 } },
    { kdf: { ...sealed.kdf, n: 1025 } },
    { cipher: { ...sealed.cipher, nonce: flip(sealed.cipher.nonce) } },
    { cipher: { ...sealed.cipher, nonce: 'AAAA' } },
  ];
  for (const damage of damages) {
    for (const passphrase of ['right', 'wrong']) {
      expect(await unseal({ ...sealed, ...damage }, passphrase), JSON.stringify(damage)).toEqual({
        ok: false,
        reason: 'damaged',
      });
    }
  }
});

test('a file that was changed on purpose, checksum and all, is damaged', async () => {
  const { createHash } = await import('node:crypto');
  const sealed = await seal(text, 'right', cheap);
  const data = Buffer.from(sealed.data, 'base64');
  data[0] = (data[0] ?? 0) ^ 1;
  const changed = { ...sealed, data: data.toString('base64') };
  const { kdf, cipher, check } = changed;
  const fields = [kdf.name, kdf.n, kdf.r, kdf.p, kdf.salt, cipher.name, cipher.nonce, check, changed.data];
  const sum = createHash('sha256').update(JSON.stringify(fields)).digest('base64');
  expect(await unseal({ ...changed, sum }, 'right')).toEqual({ ok: false, reason: 'damaged' });
});

test('nothing is sealed without a passphrase', async () => {
  await expect(seal(text, '', cheap)).rejects.toThrow(RangeError);
});

// A tenth of a second on an idle machine, far more on a busy one.
test('the cost that users get is one that can be opened', async () => {
  const sealed = await seal(text, 'x');
  expect(sealed.kdf).toMatchObject(defaultCost);
  expect(sealedSchema.safeParse(sealed).success).toBe(true);
  expect(await unseal(sealed, 'x')).toEqual({ ok: true, text });
}, 60_000);
