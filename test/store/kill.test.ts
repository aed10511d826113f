/** What was saved is there, whenever the process was killed. `ADIT_KILLS=500` kills it as often. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomFrom } from '../export/arbitrary.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { buildProgram } from './build.ts';
import type { Found, Kept, Said } from './stores.ts';

const kills = Number(process.env['ADIT_KILLS'] ?? 12);
const seed = Number(process.env['ADIT_SEED'] ?? Date.now() % 100_000);

let directory: TemporaryDirectory;
let program: string;
beforeAll(async () => {
  directory = await temporaryDirectory('adit-kill-');
  program = await buildProgram('saving-program', directory.path);
});
afterAll(() => directory.close());

interface Round {
  readonly found: Found;
  readonly saved: readonly Extract<Said, { kind: 'saved' }>[];
}

/** Opens the folder, saves from this number on, and is killed some time after so many saves. */
async function round(folder: string, first: number, saves: number, milliseconds: number): Promise<Round> {
  const child = spawn(process.execPath, [program, folder, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: Said[] = [];
  const lines = createInterface({ input: child.stdout });
  const over = once(lines, 'close');
  const enough = new Promise<void>((resolve) => {
    lines.on('line', (line) => {
      said.push(JSON.parse(line) as Said);
      if (said.length > saves) resolve();
    });
  });
  await Promise.race([enough, over]);
  await after(milliseconds);
  child.kill('SIGKILL');
  await over;
  const [found] = said.flatMap((one) => (one.kind === 'found' ? [one.found] : []));
  if (found === undefined) throw new Error('the program did not open the folder');
  expect(said.filter(({ kind }) => kind === 'refused')).toEqual([]);
  return { found, saved: said.flatMap((one) => (one.kind === 'saved' ? [one] : [])) };
}

test(`${kills} kills (seed ${seed}) lose and damage no profile, secret or total that was saved`, {
  timeout: 60_000 + kills * 4000,
}, async () => {
  const next = randomFrom(seed);
  const known: Record<Kept, Record<string, number>> = { profiles: {}, secrets: {}, totals: {} };
  /** The last save that was told of anything, and the next one, which may have been under way. */
  let last = 0;
  for (let kill = 0; kill <= kills; kill += 1) {
    const where = `seed ${seed}, kill ${kill}, save ${last}`;
    const { found, saved } = await round(`${directory.path}/store`, last + 2, 1 + Math.floor(next() * 60), next() * 6);
    expect(found.notices, where).toEqual([]);
    expect(found.logged, where).toEqual([]);
    expect(
      found.files.filter((name) => !/^(profiles|secrets|traffic)\.json$/.test(name)),
      where,
    ).toEqual([]);
    for (const what of ['profiles', 'secrets', 'totals'] as const) {
      const other = Object.entries(found[what]).filter(([id, save]) => known[what][id] !== save);
      // The one save that nobody was told of any more may be there, whole.
      const lost = other.filter(([, save]) => save !== last && save !== last + 1);
      expect(lost, `${what}, ${where}`).toEqual([]);
      expect(Object.keys(found[what]), where).toEqual(expect.arrayContaining(Object.keys(known[what])));
      known[what] = { ...found[what] };
    }
    for (const { what, id, save } of saved) known[what][id] = save;
    last = Math.max(last + 1, ...saved.map(({ save }) => save));
  }
});
