/**
 * Every call of the contract with random values, over Electron's IPC, while a tunnel is on and carries: what is not valid is
 * refused, changes nothing and ends nothing, no connection either. `ADIT_FUZZ=20000` sends as many to each call, `ADIT_SEED`
 * begins elsewhere.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type CallName, contract } from '../../preload/contract.ts';
import { oddValues } from '../fuzz/odd-values.ts';
import { crossed, isValid, validRequests } from '../fuzz/requests.ts';
import { converse } from '../peers/conversation.ts';
import { freePort } from '../peers/free-port.ts';
import { startEcho } from '../peers/tcp.ts';
import { type LoadOfMain, loadOfMain, watchMain } from './support/load-of-main.ts';
import { hasStunnel, serverConfiguration, startTunnelServer } from './support/servers.ts';
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

/** What is kept; logs, the tunnel's traffic and Chromium's own files change all the time. */
async function kept({ userData }: Adit): Promise<string> {
  const isKept = (name: string) => /\.json|openvpn/.test(name) && !name.startsWith('traffic.json');
  const names = (await readdir(userData)).filter(isKept).sort();
  const hash = createHash('sha256');
  for (const name of names) hash.update(name).update(await readFile(path.join(userData, name)).catch(() => ''));
  return hash.digest('hex');
}

/** All that only a request changes, and the connections; a server's delay and bytes are other ones at every look. */
async function decided(adit: Adit) {
  const { profiles, settings, notices } = await adit.decided();
  const views = profiles.map(({ tunnel: { status, traffic, ...tunnel }, ...rest }) => {
    const { openConnections, totalConnections } = traffic;
    const server = status.kind === 'on' ? status.server.kind : null;
    return { ...rest, tunnel: { ...tunnel, kind: status.kind, server, openConnections, totalConnections } };
  });
  return { profiles: views, settings, notices };
}

test.skip(!hasStunnel, 'stunnel or openssl is not installed');

test(`each call refuses ${each} random values (seed ${firstSeed}), and nothing has changed, nor a connection ended`, async ({
  launch,
  use,
}) => {
  test.setTimeout(90_000 + each * 1000);
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const adit = await launch();
  const localPort = await freePort();
  await adit.window.paste(serverConfiguration(server.port));
  await adit.window.add({ "Server's host name": '127.0.0.1', 'Local port': String(localPort), Name: 'Work' });
  await adit.window.turn('Work', true);
  await adit.window.button('Trust this certificate').click();
  await expect(adit.window.status('Work')).toHaveText(/^On · \d+\sms$/);
  const talk = await use(converse(localPort));
  await talk.goesOn();
  await adit.page.evaluate(`window.oddValues = ${oddValues}`);
  await expect.poll(async () => (await decided(adit)).profiles[0]?.tunnel.openConnections).toBe(1);
  const profile = (await adit.decided()).profiles[0]?.profile;
  if (profile === undefined) throw new Error('there is no profile');
  // Written by the by.
  await expect.poll(() => readFile(path.join(adit.userData, 'on.json'), 'utf8')).toContain(profile.id);
  const before = { state: await decided(adit), kept: await kept(adit) };
  const accepted = echo.accepted();
  const logged = (await adit.log()).length;
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
    await expect(talk.goesOn(), `the connection after ${name}, seed ${seed}`).resolves.toBeUndefined();
  }
  expect(outcomes['refused']).toBeGreaterThan((calls.length * each) / 2);
  console.log(`${calls.length} calls: ${JSON.stringify(outcomes)}`);
  const worst = loads.toSorted((a, b) => (b.ownMax ?? b.lateMax) - (a.ownMax ?? a.lateMax)).slice(0, 5);
  console.log(`${talk.rounds()} messages came back on the tunnel's connection`);
  console.log(`main had ${memory} MiB; it was held up most by ${JSON.stringify(worst)}`);

  expect({ state: await decided(adit), kept: await kept(adit) }).toEqual(before);
  const log = (await adit.log()).slice(logged);
  expect(log).not.toMatch(/\[error\]/);
  // What happened before is still there: not every refusal is a line.
  expect(log.match(/Refused/g)?.length).toBeLessThan((calls.length * each) / 2);
  expect([await adit.terminals(), await adit.browsers(), await adit.questions()]).toEqual([[], [], []]);
  await expect(adit.window.status('Work')).toHaveText(/^On · \d+\sms$/);
  await talk.goesOn();
  expect(echo.accepted()).toBe(accepted);
});
