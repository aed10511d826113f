/**
 * npm run bench:app [-- OPTIONS]: the start of the app beside an empty window on the same runtime, and the app with many
 * profiles under traffic. Only on a machine that does nothing else do times mean something; the counts always do.
 *
 *   --rounds N   starts of each program (default 9)
 *   --only A,B   only these: start, click, idle, load, floor, thousand
 */
import { availableParallelism, loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, root } from '../../../build/outputs.ts';
import { findRuntime } from '../../../build/runtime.ts';
import { temporaryDirectory } from '../../peers/directory.ts';
import { openDisplay } from '../../run/display.ts';
import { HANDSHAKE, measureClick } from './click.ts';
import { FLOOR, measureFloor } from './floor.ts';
import { measureIdle } from './idle.ts';
import { measureLoad, measureThousand } from './load.ts';
import { measureStart } from './start.ts';

/** What is there to measure against, of the same run; 0 where it was not measured. */
type Beside = (name: string) => number;

/** At most; what is not here is told for comparison. */
const bars: Readonly<Record<string, number | ((beside: Beside) => number)>> = {
  'start, ratio to an empty window': 1.12,
  'main’s event-loop delay, p99 ms': 10,
  // Beyond an empty window on the same runtime, as the start is.
  'window’s work a traffic patch, ms': (beside) => 2 + beside(FLOOR),
  'bytes a tunnel in a patch': 200,
  'frames while scrolling, p99 ms': 34,
  'frames while scrolling 1 000 profiles, p99 ms': 34,
  'a save of one profile of 200, p50 ms': 10,
  'messages to a hidden window': 0,
  'click to “On”, p50 ms': (beside) => 20 + beside(HANDSHAKE),
  'memory with a hidden window beyond it, MiB': 30,
  'wake-ups a second beyond it, hidden': 1,
};

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    only: { type: 'string', default: 'start,click,idle,load,floor,thousand' },
  },
});
const isWanted = (name: string) => values.only.split(',').includes(name);

const found = await findRuntime();
if (found.kind === 'missing') {
  console.error(found.advice.join('\n'));
  process.exit(1);
}
ensureBuilt('release');
await using stack = new AsyncDisposableStack();
const directory = stack.use(await temporaryDirectory('adit-bench-app-'));
if (process.platform === 'linux' && !process.env['DISPLAY']) {
  const display = stack.adopt(await openDisplay(), (each) => each.close());
  process.env['DISPLAY'] = display.name;
}
const program = {
  executable: found.runtime.executable,
  entry: path.join(root, 'out/main/index.js'),
  directory: directory.path,
};

const figures: Record<string, number> = {};
if (isWanted('start'))
  Object.assign(figures, await measureStart({ ...program, rounds: Math.max(1, Number(values.rounds)) }));
if (isWanted('click')) Object.assign(figures, await measureClick(program));
if (isWanted('idle')) Object.assign(figures, await measureIdle(program));
if (isWanted('load')) Object.assign(figures, await measureLoad(program));
if (isWanted('floor')) Object.assign(figures, await measureFloor(program));
if (isWanted('thousand')) Object.assign(figures, await measureThousand(program));

// Times mean something only where it is small.
if (process.platform !== 'win32')
  figures['load of this computer, a processor'] = (loadavg()[0] ?? 0) / availableParallelism();
let isMissed = false;
for (const [name, figure] of Object.entries(figures)) {
  const given = bars[name];
  const bar = typeof given === 'function' ? given((other) => figures[other] ?? 0) : given;
  const isMet = bar === undefined || figure <= bar;
  const share = bar === undefined || bar === 0 ? '' : `, ${(figure / bar).toFixed(2)} of it`;
  const verdict = bar === undefined ? '' : `${isMet ? 'met' : 'MISSED'}: at most ${Number(bar?.toFixed(2))}${share}`;
  isMissed ||= !isMet;
  console.log(`${name.padEnd(60)} ${figure.toFixed(2).padStart(9)}  ${verdict}`);
}
if (isMissed) process.exitCode = 1;
