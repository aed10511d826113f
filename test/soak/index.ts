/**
 * npm run soak [-- --minutes N] [--seed N] [--runtime Node,Electron]: hours of use in ten minutes. Programs transfer,
 * half-close, reset and give up on tunnels of each engine: one that has spares and must serve all of them, one that is
 * shaken (server killed and started again, with a wrong certificate too, tunnel switched off and on, its profile changed),
 * and some whose server never behaves or does not exist. The computer sleeps and changes networks all the while. Ends with what is left open and what became of the memory, and with 1 when that is anything.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startBackend } from '../bench/processes.ts';
import { median } from '../bench/report.ts';
import { buildChild, runtimes } from '../engine/runtimes.ts';
import { makeCertificate } from '../peers/certificates.ts';
import { temporaryDirectory } from '../peers/directory.ts';
import { hasTool } from '../peers/tools.ts';
import { Soak } from './soak.ts';

const SAMPLE_MS = 1000;
const REPORT_MS = 30_000;
/** Growth that is allowed between the second and the last fifth of the run. */
const ALLOWED_GROWTH = 1.15;
const ALLOWED_KIB = 12 * 1024;
/** A heap takes its first minutes to find its size, whatever is done with it. */
const JUDGED_FROM_MINUTES = 5;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    runtime: { type: 'string', default: 'Node,Electron' },
  },
});
if (process.platform === 'win32' || !hasTool('stunnel') || !hasTool('openssl')) {
  console.error('The soak needs stunnel and openssl.');
  process.exit(1);
}
const minutes = Math.min(Math.max(Number(values.minutes), 0.1), 240);
const chosen = runtimes.filter(({ name, executable }) => executable !== null && values.runtime.includes(name));
await using stack = new AsyncDisposableStack();
const directory = stack.use(await temporaryDirectory('adit-soak-'));
const backend = stack.adopt(await startBackend(), (each) => each.close());
const child = stack.adopt(await buildChild(), (each) => each.close());
const certificate = await makeCertificate(directory.path, 'server', { commonName: 'tunnel.test' });
const wrongCertificate = await makeCertificate(directory.path, 'wrong', { commonName: 'tunnel.test' });

console.log(`${minutes} minutes on ${chosen.map(({ name }) => name).join(' and ')}, seed ${values.seed}`);
const soaks = await Promise.all(
  chosen.map((runtime) =>
    Soak.start({ runtime, file: child.file, certificate, wrongCertificate, backend, seed: Number(values.seed) }),
  ),
);
const samples = soaks.map((): number[] => []);
const end = performance.now() + minutes * 60_000;
let nextReport = performance.now() + REPORT_MS;
const working = Promise.all(soaks.map((soak) => soak.run(end)));
while (performance.now() < end) {
  await delay(SAMPLE_MS);
  for (const [index, soak] of soaks.entries()) samples[index]?.push((await soak.resources()).rssKib);
  if (performance.now() < nextReport) continue;
  nextReport += REPORT_MS;
  for (const soak of soaks) console.log(await soak.report());
}
await working;

let failed = false;
for (const [index, soak] of soaks.entries()) {
  const { failures, left } = await soak.finish();
  const memory = samples[index] ?? [];
  const fifth = Math.max(1, Math.floor(memory.length / 5));
  const early = median(memory.slice(fifth, 2 * fifth));
  const late = median(memory.slice(-fifth));
  const flat = late <= early * ALLOWED_GROWTH + ALLOWED_KIB;
  const judged = minutes >= JUDGED_FROM_MINUTES;
  const memoryVerdict = judged ? (flat ? 'flat' : 'GROWING') : `not judged in less than ${JUDGED_FROM_MINUTES} minutes`;
  for (const failure of failures.slice(0, 20)) console.log(`${soak.name}: ${failure}`);
  console.log(await soak.report());
  console.log(
    `${soak.name}: ${failures.length} failures, ${left.handles} handles, ${left.timers} timers and ${left.files} files left, memory ${mib(early)} early, ${mib(late)} late: ${memoryVerdict}`,
  );
  failed ||= failures.length > 0 || left.handles + left.timers + left.files > 0 || (judged && !flat);
  await soak.close().catch((error: unknown) => {
    console.log(`${soak.name}: ${error instanceof Error ? error.message : error}`);
    failed = true;
  });
}
console.log(failed ? 'The soak has failed.' : 'The soak has passed.');
if (failed) process.exitCode = 1;

function mib(kib: number): string {
  return `${(kib / 1024).toFixed(0)} MiB`;
}
