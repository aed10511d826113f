/**
 * Every call of the contract with random values, up to its handler: what is not valid is refused with a sentence, reaches
 * nobody and changes nothing. `ADIT_FUZZ=20000` sends as many to each; test/app/ipc-fuzz.spec.ts sends them over Electron's IPC.
 */
import { expect, test } from 'vitest';
import { type CallName, contract, type Handlers, type Result } from '../../preload/contract.ts';
import { oddValues } from '../../test/fuzz/odd-values.ts';
import { isValid, validRequests } from '../../test/fuzz/requests.ts';
import { makeProfile } from '../state/make-profile.ts';
import { done } from '../state/result.ts';
import { createDispatch } from './dispatch.ts';

const each = Number(process.env['ADIT_FUZZ'] ?? 300);
const firstSeed = Number(process.env['ADIT_SEED'] ?? 20_261_130);

const sender = { webContentsId: 1, isMainFrame: true, origin: 'app://adit' };
const calls = (Object.keys(contract) as (keyof typeof contract)[]).filter((name) => contract[name].kind === 'call');

/** As IPC hands it on; undefined: it cannot leave the page. */
function cloned(value: unknown): { readonly value: unknown } | undefined {
  try {
    return { value: structuredClone(value) };
  } catch {
    return undefined;
  }
}

test(`each call refuses ${each} random values (seed ${firstSeed})`, { timeout: 120_000 + each * 200 }, async () => {
  const reached: string[] = [];
  const handlers = Object.fromEntries(
    calls.map((name) => [
      name,
      (): Result<undefined> => {
        reached.push(name);
        return done;
      },
    ]),
  ) as unknown as Handlers;
  const errors: string[] = [];
  const log = { error: (text: string) => void errors.push(text), warn: () => {}, info: () => {}, debug: () => {} };
  const dispatch = createDispatch(handlers, () => sender, log);
  const requests = validRequests(makeProfile());
  let refused = 0;
  for (const [index, call] of calls.entries()) {
    const name = call as CallName;
    expect(await dispatch(name, sender, requests[name]), name).toMatchObject({ ok: true });
    expect(reached.splice(0)).toEqual([name]);
    const values = oddValues(firstSeed + index, requests[name]);
    for (let at = 0; at < each; at += 1) {
      const sent = cloned(values.next().value);
      if (sent === undefined || isValid(name, sent.value)) continue;
      const answer = await dispatch(name, sender, sent.value);
      const where = `${name}, value ${at} of seed ${firstSeed + index}`;
      if (answer.ok || answer.error.code !== 'invalid-request') throw new Error(where);
      if (answer.error.explanation.why.trim() === '') throw new Error(`no sentence: ${where}`);
      refused += 1;
    }
    expect(reached, name).toEqual([]);
  }
  expect(errors).toEqual([]);
  expect(({} as Record<string, unknown>)['profileId']).toBeUndefined();
  expect(refused).toBeGreaterThan((calls.length * each) / 2);
});
