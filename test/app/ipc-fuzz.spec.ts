/**
 * Every call of the contract with random values, over Electron's IPC: what is not valid is refused, changes nothing and ends
 * nothing. `ADIT_FUZZ=20000` sends as many to each call, `ADIT_SEED` begins elsewhere.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type CallName, contract } from '../../preload/contract.ts';
import { oddValues } from '../fuzz/odd-values.ts';
import { crossed, isValid, validRequests } from '../fuzz/requests.ts';
import { type LoadOfMain, loadOfMain, watchMain } from './support/load-of-main.ts';
import { serverConfiguration } from './support/servers.ts';
import { type Adit, expect, test } from './support/test.ts';

const each = Number(process.env['ADIT_FUZZ'] ?? 60);
const firstSeed = Number(process.env['ADIT_SEED'] ?? 20_261_130);

interface Sent {
  readonly name: string;
  readonly seed: number;
  readonly valid: unknown;
  readonly count: number;
  /** Which of them are valid after all, and left out. */
  readonly skip: readonly number[];
}

/** What came back, counted: `refused`, or what else it was. `thrown`: it cannot leave the page. */
const sendAll = ({ page }: Adit, sent: Sent): Promise<Readonly<Record<string, number>>> =>
  page.evaluate(async ({ name, seed, valid, count, skip }) => {
    const makeValues = (window as unknown as { oddValues: typeof oddValues }).oddValues;
    const values = makeValues(seed, valid);
    const [room = '', member = ''] = name.split('.');
    const bridge = window.adit as unknown as Record<string, Record<string, (request: unknown) => Promise<unknown>>>;
    const tally: Record<string, number> = {};
    const one = async (value: unknown, index: number): Promise<void> => {
      let outcome: string;
      try {
        const answer = (await bridge[room]?.[member]?.(value)) as { ok: boolean; error?: { code: string } };
        outcome =
          answer.error?.code === 'invalid-request' ? 'refused' : `${JSON.stringify(answer).slice(0, 200)} ${index}`;
      } catch (error) {
        const why = String(error);
        outcome = why.includes('invoking remote method') ? `${why.slice(0, 200)} ${index}` : 'thrown';
      }
      tally[outcome] = (tally[outcome] ?? 0) + 1;
    };
    const left = new Set(skip);
    for (let index = 0; index < count; ) {
      const together: Promise<void>[] = [];
      for (; together.length < 32 && index < count; index += 1) {
        const { value } = values.next();
        if (!left.has(index)) together.push(one(value, index));
      }
      await Promise.all(together);
    }
    return tally;
  }, sent);

/** What is kept; logs and Chromium's own files change all the time. */
async function kept({ userData }: Adit): Promise<string> {
  const names = (await readdir(userData)).filter((name) => /\.json|openvpn/.test(name)).sort();
  const hash = createHash('sha256');
  for (const name of names) hash.update(name).update(await readFile(path.join(userData, name)).catch(() => ''));
  return hash.digest('hex');
}

test(`each call refuses ${each} random values (seed ${firstSeed}), and nothing has changed`, async ({ launch }) => {
  test.setTimeout(90_000 + each * 1000);
  const adit = await launch();
  await adit.window.paste(serverConfiguration(443));
  await adit.window.add({ "Server's host name": 'tunnel.example', Name: 'Work' });
  await adit.page.evaluate(`window.oddValues = ${oddValues}`);
  const before = { state: await adit.decided(), kept: await kept(adit) };
  const profile = before.state.profiles[0]?.profile;
  if (profile === undefined) throw new Error('there is no profile');
  const requests = validRequests(profile);
  const calls = (Object.keys(contract) as (keyof typeof contract)[]).filter((name) => contract[name].kind === 'call');

  const outcomes: Record<string, number> = {};
  await watchMain(adit);
  const { memory } = await loadOfMain(adit);
  const loads: (LoadOfMain & { readonly name: string })[] = [];
  for (const [index, call] of calls.entries()) {
    const name = call as CallName;
    const seed = firstSeed + index;
    const valid = requests[name];
    expect(isValid(name, valid), name).toBe(true);
    const values = oddValues(seed, valid);
    const skip: number[] = [];
    for (let at = 0; at < each; at += 1) {
      const { value } = values.next();
      if (isValid(name, value) || isValid(name, crossed(value))) skip.push(at);
    }
    const tally = await sendAll(adit, { name, seed, valid, count: each, skip });
    loads.push({ name, ...(await loadOfMain(adit)) });
    for (const [outcome, count] of Object.entries(tally)) outcomes[outcome] = (outcomes[outcome] ?? 0) + count;
    expect(
      Object.keys(tally).filter((outcome) => !['refused', 'thrown'].includes(outcome)),
      `${name}, seed ${seed}`,
    ).toEqual([]);
  }
  expect(outcomes['refused']).toBeGreaterThan((calls.length * each) / 2);
  console.log(`${calls.length} calls: ${JSON.stringify(outcomes)}`);
  const worst = loads.toSorted((a, b) => (b.ownMax ?? b.lateMax) - (a.ownMax ?? a.lateMax)).slice(0, 5);
  console.log(`main had ${memory} MiB; it was held up most by ${JSON.stringify(worst)}`);

  expect({ state: await adit.decided(), kept: await kept(adit) }).toEqual(before);
  const log = await adit.log();
  expect(log).not.toMatch(/\[error\]/);
  // What happened before is still there: not every refusal is a line.
  expect(log.match(/Refused/g)?.length).toBeLessThan((calls.length * each) / 2);
  expect([await adit.terminals(), await adit.browsers(), await adit.questions()]).toEqual([[], [], []]);
  await expect(adit.window.row('Work')).toBeVisible();
});
