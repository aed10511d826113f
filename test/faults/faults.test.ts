/**
 * Each fault happens to our engine on Node and on Electron, and to stunnel as the client, at the same time. Ours has to
 * behave as stunnel does, unless the table states a difference. The whole table is printed at the end.
 */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildChild, runtimes } from '../engine/runtimes.ts';
import { makeCertificate } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { execute, hasTool } from '../peers/tools.ts';
import { type Client, engineClient, stunnelClient } from './clients.ts';
import { connectionRate, faults, idleConnections, type Outcome, type Surroundings } from './faults.ts';
import { leakCheck } from './leaks.ts';
import { inNamespace } from './namespace.ts';
import { networkFaults } from './network-faults.ts';
import { startsToRevoke } from './revocation-fault.ts';
import { faultTable, type Row, wanted, wording } from './table.ts';

const rows: Row[] = [];
let directory: TemporaryDirectory;
let child: Awaited<ReturnType<typeof buildChild>>;
let surroundings: Surroundings;
let clients: readonly Client[] = [];
let nothingLeft: () => Promise<void>;

/** ADIT_RATE_SECONDS=30 takes as long as it says for each client. */
const rateSeconds = Number(process.env['ADIT_RATE_SECONDS'] ?? 5);
/** One client after the other, because each takes the whole machine. */
const heavy = [idleConnections(1000), connectionRate(200, rateSeconds)];
const heavyMs = 240_000;

describe.skipIf(!hasTool('stunnel') || !hasTool('openssl'))('faults, side by side with stunnel', () => {
  beforeAll(async () => {
    directory = await temporaryDirectory();
    child = await buildChild();
    surroundings = {
      certificate: await makeCertificate(directory.path, 'server', { commonName: 'tunnel.test' }),
      directory: directory.path,
    };
    const present = runtimes.filter(({ executable }) => executable !== null);
    clients = [stunnelClient, ...(await Promise.all(present.map((runtime) => engineClient(runtime, child.file))))];
    nothingLeft = await leakCheck(clients);
  });

  afterAll(async () => {
    console.log(
      faultTable(
        rows,
        clients.map(({ name }) => name),
      ),
    );
    for (const client of clients) await client[Symbol.asyncDispose]();
    await child.close();
    await directory.close();
  });

  it.each([...faults, startsToRevoke])('$name', async (fault) => {
    const outcomes = await Promise.all(clients.map((each) => fault.run(each, surroundings)));
    compare({ fault, outcomes: new Map(clients.map(({ name }, index) => [name, outcomes[index] ?? 'nothing'])) });
    await nothingLeft();
  });

  it.each(heavy)(
    '$name',
    async (fault) => {
      const outcomes = new Map<string, Outcome>();
      for (const client of clients) outcomes.set(client.name, await fault.run(client, surroundings));
      compare({ fault, outcomes });
      await nothingLeft();
    },
    heavyMs,
  );

  it.skipIf(!namespacesArePermitted())(
    'in a network namespace of its own',
    async () => {
      const results = await inNamespace(execute, child.file, surroundings);
      for (const fault of networkFaults) {
        const outcomes = new Map(
          results.filter((each) => each.fault === fault.name).map((each) => [each.client, each.outcome]),
        );
        expect(outcomes.size).toBe(clients.length);
        compare({ fault, outcomes });
      }
    },
    120_000,
  );
});

function compare(row: Row): void {
  rows.push(row);
  for (const [client, outcome] of row.outcomes) {
    if (client === 'stunnel') continue;
    expect(wanted(row), `${client}: ${row.fault.name}`).toContain(wording(outcome));
  }
}

function namespacesArePermitted(): boolean {
  if (!hasTool('ip') || !hasTool('nsenter')) return false;
  const mount = 'mount --bind /etc/hosts /etc/hosts';
  return spawnSync('unshare', ['--map-root-user', '--net', '--mount', 'sh', '-c', mount]).status === 0;
}
