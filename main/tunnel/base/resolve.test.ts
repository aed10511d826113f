import { describe, expect, it } from 'vitest';
import { addressesOf, type Lookup } from './resolve.ts';

const failure = (code: string) => Object.assign(new Error(code), { code });

/** A resolver that fails with these codes, one a question, and then knows the name. */
function resolver(...codes: readonly string[]) {
  let asked = 0;
  const lookup: Lookup = async () => {
    const code = codes[asked];
    asked += 1;
    if (code !== undefined) throw failure(code);
    return [{ address: '192.0.2.1' }, { address: '2001:db8::1' }];
  };
  return { lookup, asked: () => asked };
}

const noLimit = { seconds: 0, signal: new AbortController().signal, pauseMs: 0, isConnected: () => true };

describe('addressesOf', () => {
  it.each(['192.0.2.7', '2001:db8::7'])('asks nobody about the address %s', async (address) => {
    const { lookup, asked } = resolver();
    expect(await addressesOf(address, { ...noLimit, lookup })).toEqual([address]);
    expect(asked()).toBe(0);
  });

  it.each([
    [['EAI_AGAIN'], 2],
    [['EAI_AGAIN', 'EAI_AGAIN', 'EAI_AGAIN'], 4],
  ])('asks again after %j', async (codes, questions) => {
    const { lookup, asked } = resolver(...codes);
    expect(await addressesOf('server.test', { ...noLimit, lookup })).toEqual(['192.0.2.1', '2001:db8::1']);
    expect(asked()).toBe(questions);
  });

  it.each([
    [['EAI_AGAIN', 'EAI_AGAIN', 'EAI_AGAIN', 'EAI_AGAIN'], 'EAI_AGAIN', 4],
    [['ENOTFOUND'], 'ENOTFOUND', 1],
    [['EAI_AGAIN', 'ENOTFOUND'], 'ENOTFOUND', 2],
  ])('gives up after %j', async (codes, code, questions) => {
    const { lookup, asked } = resolver(...codes);
    await expect(addressesOf('server.test', { ...noLimit, lookup })).rejects.toMatchObject({ code });
    expect(asked()).toBe(questions);
  });

  it('does not ask again where there is no network to ask in', async () => {
    const { lookup, asked } = resolver('EAI_AGAIN');
    const alone = { ...noLimit, lookup, isConnected: () => false };
    await expect(addressesOf('server.test', alone)).rejects.toMatchObject({ code: 'EAI_AGAIN' });
    expect(asked()).toBe(1);
  });

  it('has one time limit for all that it tries, and then asks no more', async () => {
    const { lookup, asked } = resolver('EAI_AGAIN');
    const late = { kind: 'dns', host: 'server.test', code: 'ETIMEOUT' };
    const options = { ...noLimit, seconds: 0.02, pauseMs: 60_000, lookup };
    await expect(addressesOf('server.test', options)).rejects.toMatchObject({ reason: late });
    expect(asked()).toBe(1);
  });

  it('does not wait for a resolver that never answers', async () => {
    const options = { ...noLimit, seconds: 0.02, lookup: () => new Promise<never>(() => undefined) };
    await expect(addressesOf('server.test', options)).rejects.toMatchObject({ reason: { code: 'ETIMEOUT' } });
  });

  it.each(['while it asks', 'before it asks again', 'before it asks at all'])('is given up %s', async (when) => {
    const abort = new AbortController();
    const { lookup } =
      when === 'while it asks' ? { lookup: () => new Promise<never>(() => undefined) } : resolver('EAI_AGAIN');
    if (when === 'before it asks at all') abort.abort();
    const options = { seconds: 0, signal: abort.signal, pauseMs: 60_000, lookup };
    const resolving = expect(addressesOf('server.test', options)).rejects.toMatchObject({ code: 'ABORTED' });
    await new Promise(setImmediate);
    abort.abort();
    await resolving;
  });
});
