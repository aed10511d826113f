/**
 * npm run bench [-- OPTIONS]: our engine on Node and on Electron, stunnel, haproxy and socat as the client end of the same
 * tunnel, interleaved, with every byte checked.
 *
 *   --quick            a smoke run of less than a minute
 *   --minutes N        no new round after N minutes (default 5, at most 10)
 *   --rounds N         at most N rounds (default 9)
 *   --clients A,B      only these, and stunnel, which is what the others are compared with
 *   --measures A,B     only these: up, down, up ×64, down ×64, packets, connects, spares, paced, ping-pong, idle
 *   --worker FILE      another build of the worker beside ours: clients node:DIRECTORY and electron:DIRECTORY
 *   --out FILE         where bench.json goes (default out/bench.json)
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, release } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, root } from '../../build/outputs.ts';
import { findRuntime } from '../../build/runtime.ts';
import { makeCertificate } from '../peers/certificates.ts';
import { temporaryDirectory } from '../peers/directory.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { execute, hasTool } from '../peers/tools.ts';
import { bars } from './bars.ts';
import { adit, type Client, type ClientKind, haproxy, least, type Server, socat, stunnel } from './clients.ts';
import { type Bench, type Figures, idleMemory, measures, type Sizes, throughput, untunnelled } from './measures.ts';
import { LoadEnded, loadAverage, startBackend, startLoad } from './processes.ts';
import { judge, median, type Sample, summarise, summaryTable, verdictTable } from './report.ts';

const LONGEST_MINUTES = 10;
const MIB = 2 ** 20;
const whole: Sizes = { bytes: 384 * MIB, connects: 60, packets: 20_000, pingPongMs: 1500, idleConnections: 300 };
const smoke: Sizes = { bytes: 64 * MIB, connects: 15, packets: 3000, pingPongMs: 300, idleConnections: 50 };

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '9' },
    clients: { type: 'string' },
    measures: { type: 'string' },
    worker: { type: 'string', multiple: true, default: [] },
    out: { type: 'string', default: path.join(root, 'out/bench.json') },
  },
});
const sizes = values.quick ? smoke : whole;
const minutes = Math.min(Number(values.minutes), LONGEST_MINUTES);
const rounds = values.quick ? 1 : Number(values.rounds);
const listed = (list: string | undefined) => list?.split(',').map((name) => name.trim());
const wantedMeasures = listed(values.measures);
const wantedClients = listed(values.clients);
const isWanted = (name: string) => wantedMeasures === undefined || wantedMeasures.includes(name);

async function clientKinds(): Promise<ClientKind[]> {
  const worker = path.join(root, 'out/main/worker.js');
  const kinds: ClientKind[] = [stunnel, adit({ name: 'adit-node', executable: process.execPath, worker })];
  const runtime = await findRuntime();
  const electron = runtime.kind === 'found' ? runtime.runtime.executable : null;
  if (electron !== null) kinds.push(adit({ name: 'adit-electron', executable: electron, worker }));
  if (runtime.kind === 'missing') console.error(runtime.advice.join('\n'));
  for (const file of values.worker.map((name) => path.resolve(name))) {
    const name = path.basename(path.dirname(file));
    kinds.push(adit({ name: `node:${name}`, executable: process.execPath, worker: file }));
    if (electron !== null) kinds.push(adit({ name: `electron:${name}`, executable: electron, worker: file }));
  }
  kinds.push(least('least-node', process.execPath));
  if (electron !== null) kinds.push(least('least-electron', electron));
  if (hasTool('haproxy')) kinds.push(haproxy);
  if (hasTool('socat')) kinds.push(socat);
  const isChosen = ({ name }: ClientKind) =>
    wantedClients === undefined || name === stunnel.name || wantedClients.includes(name);
  return kinds.filter(isChosen);
}

async function versionOf(command: string, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await execute(command, args).catch(() => ({ stdout: '', stderr: '' }));
  return /^.*\d+\.\d+.*$/m.exec(stdout + stderr)?.[0].trim() ?? 'unknown';
}

if (process.platform !== 'linux' || !hasTool('stunnel') || !hasTool('openssl')) {
  console.error('The benchmark needs Linux (it reads /proc), stunnel and openssl.');
  process.exit(1);
}
if (wantedClients === undefined || wantedClients.some((name) => name.startsWith('adit'))) ensureBuilt('release');

const started = performance.now();
const end = started + minutes * 60_000;
const loadBefore = loadAverage();
await using stack = new AsyncDisposableStack();
const directory = stack.use(await temporaryDirectory('adit-bench-'));
const closing = <Thing extends { close(): Promise<void> }>(thing: Thing) => stack.adopt(thing, (each) => each.close());
const { certificate, key, pem } = await makeCertificate(directory.path, 'server', { commonName: 'tunnel.test' });
const backend = closing(await startBackend());
const bench: Bench = { load: closing(startLoad()), beside: closing(startLoad()), sizes };
const peer = closing(await startStunnel({ connect: backend.port, certificate, key, extra: 'sslVersionMin = TLSv1.3' }));
const server: Server = { port: peer.port, certificate: pem, directory: directory.path };

const kinds = await clientKinds();
const clients: { readonly name: string; readonly client: Client }[] = [
  // No tunnel at all: what the load generator and the backend can do.
  { name: 'direct', client: { port: backend.port, pid: 0, close: async () => undefined } },
];
for (const kind of kinds) clients.push({ name: kind.name, client: closing(await kind.start(server)) });
console.error(`Measuring ${clients.map(({ name }) => name).join(', ')}; load average ${loadBefore}.`);

const samples: Sample[] = [];
const failures: string[] = [];
let round = 0;
async function record(client: string, measure: string, run: () => Promise<Figures>): Promise<void> {
  try {
    samples.push({ client, round, figures: await run() });
  } catch (error) {
    if (error instanceof LoadEnded) throw error;
    failures.push(`${client}, ${measure}, round ${round + 1}: ${error instanceof Error ? error.message : error}`);
  }
}
for (; round < rounds && performance.now() < end; round++) {
  for (const measure of measures.filter(({ name }) => isWanted(name))) {
    // Every round starts with another client, so that no one always comes after the same.
    for (let index = 0; index < clients.length; index++) {
      const entry = clients[(index + round) % clients.length];
      if (entry === undefined || (entry.name === 'direct' && !untunnelled.has(measure))) continue;
      if (measure.fits?.(entry.client) === false) continue;
      await record(entry.name, measure.name, () => measure.run(entry.client, bench));
    }
  }
  if (isWanted('idle') && round < 3) {
    for (const kind of kinds) {
      const fresh = await kind.start(server);
      await record(kind.name, 'idle', () => idleMemory(fresh, bench));
      await fresh.close();
    }
  }
  process.stderr.write(`round ${round + 1} done after ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
}

const order = ['direct', ...kinds.map(({ name }) => name)];
samples.sort((one, other) => order.indexOf(one.client) - order.indexOf(other.client));
const summaries = summarise(samples, stunnel.name);
const verdicts = judge(bars, summaries);
console.log(`${summaryTable(summaries)}\n`);
console.log(`median (median of the ratios to stunnel in the same round), ${round} rounds`);
console.log(`load average ${loadBefore} before, ${loadAverage()} after; ${cpus().length} × ${cpus()[0]?.model}\n`);
console.log(values.quick ? 'A smoke run is too short to judge by.' : verdictTable(verdicts));

for (const figure of throughput.map(({ name }) => `${name} MiB/s`)) {
  const direct = summaries.find((summary) => summary.client === 'direct' && summary.figure === figure)?.median ?? 0;
  const others = summaries.filter((summary) => summary.client !== 'direct' && summary.figure === figure);
  const best = Math.max(...others.map((summary) => summary.median));
  if (direct < best * 1.5)
    console.log(`\nCareful: ${figure} without a tunnel is ${direct.toFixed(0)}, too near to ${best.toFixed(0)}.`);
}
const haproxyVersion = hasTool('haproxy') ? await versionOf('haproxy', '-v') : null;
const report = {
  date: new Date().toISOString(),
  machine: { processors: cpus().length, model: cpus()[0]?.model ?? '', kernel: release() },
  loadAverage: { before: loadBefore, after: loadAverage() },
  versions: {
    node: process.version,
    electron: await findRuntime().then((found) => (found.kind === 'found' ? found.runtime.version : null)),
    stunnel: /stunnel [\d.]+/.exec(peer.log())?.[0] ?? null,
    haproxy: haproxyVersion,
    socat: hasTool('socat') ? await versionOf('socat', '-V') : null,
  },
  sizes,
  rounds: round,
  medianOfDirect: median(
    samples.filter(({ client }) => client === 'direct').flatMap(({ figures }) => figures['down MiB/s'] ?? []),
  ),
  summaries,
  verdicts,
  failures,
  samples,
};
await mkdir(path.dirname(path.resolve(values.out)), { recursive: true });
await writeFile(values.out, `${JSON.stringify(report, null, 2)}\n`);
if (failures.length > 0) {
  console.log(`\nFailed:\n${failures.join('\n')}`);
  process.exitCode = 1;
}
