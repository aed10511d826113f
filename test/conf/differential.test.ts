/**
 * Our strict reader against the installed stunnel, on configurations that are damaged at random but reproducibly. Nothing
 * binds a port: each file ends with a section that stunnel refuses.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { decodeConf } from '../../main/conf/decode.ts';
import { parse } from '../../main/conf/parse.ts';
import { check } from '../../main/conf/strict/verdict.ts';
import { randomFrom } from '../export/arbitrary.ts';
import { makeCertificate } from '../peers/certificates.ts';
import { temporaryDirectory } from '../peers/directory.ts';
import { hasTool } from '../peers/tools.ts';
import { configurations, files } from './configurations.ts';
import { FILE_NAME, realVerdict, stunnelVersion } from './real-stunnel.ts';
import { explain, messageOf } from './reasons.ts';

/** Files of a run; ADIT_DIFFERENTIAL raises it, ADIT_DIFFERENTIAL_SEED makes others. */
const RUNS = Number(process.env['ADIT_DIFFERENTIAL'] ?? 300);
const SEED = Number(process.env['ADIT_DIFFERENTIAL_SEED'] ?? 20_260_201);
const WORKERS = 2;

/** What stunnel prints of a file, read as the file itself is: UTF-8, else Windows-1252. */
function printedOf(file: Uint8Array): (bytes: Uint8Array) => string {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(file);
    return (bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  } catch {
    return (bytes) => new TextDecoder('windows-1252').decode(bytes).replaceAll('\u00ef\u00bb\u00bf', '\uFEFF');
  }
}

async function prepare(folder: string): Promise<void> {
  const made = await makeCertificate(folder, 'made', { commonName: 'server.example.com', algorithm: 'rsa' });
  await writeFile(path.join(folder, files.certificate), (await readFile(made.key, 'utf8')) + made.pem, { mode: 0o600 });
  await writeFile(path.join(folder, files.authority), made.pem);
  await writeFile(path.join(folder, files.psk), 'id:00112233445566778899aabbccddeeff\n', { mode: 0o600 });
}

interface Tally {
  agreed: number;
  /** Accepted up to the section that ends the file. */
  sound: number;
  leftOut: number;
  readonly verdicts: Map<string, number>;
  readonly explained: Map<string, number>;
  readonly unexplained: string[];
}

const count = (tally: Map<string, number>, key: string) => tally.set(key, (tally.get(key) ?? 0) + 1);
const listed = (tally: Map<string, number>) =>
  [...tally]
    .toSorted(([, one], [, other]) => other - one)
    .map(([key, times]) => `${String(times).padStart(6)}  ${key}`);

test.skipIf(!hasTool('stunnel') || !hasTool('openssl'))(
  `${RUNS} damaged configurations: our verdict, message and line are stunnel's`,
  { timeout: 60_000 + RUNS * 500 },
  async () => {
    await using folder = await temporaryDirectory();
    const source = configurations(randomFrom(SEED));
    const tally: Tally = {
      agreed: 0,
      sound: 0,
      leftOut: 0,
      verdicts: new Map(),
      explained: new Map(),
      unexplained: [],
    };
    let left = RUNS;
    const work = async (name: string): Promise<void> => {
      const own = path.join(folder.path, name);
      await mkdir(own);
      await prepare(own);
      while (left > 0) {
        left -= 1;
        const { bytes, leftOut } = source.next().value;
        tally.leftOut += leftOut;
        await compare(own, bytes, tally);
      }
    };
    await Promise.all(Array.from({ length: WORKERS }, (_, index) => work(`worker-${index}`)));

    const explained = [...tally.explained.values()].reduce((sum, times) => sum + times, 0);
    console.info(
      [
        `${RUNS} configurations (seed ${SEED}) read by ${await stunnelVersion()}:`,
        `${tally.agreed} agree, ${tally.sound} of them without a mistake, with ${tally.verdicts.size} different messages`,
        `${explained} differ for a known reason, ${tally.unexplained.length} without one`,
        `${tally.leftOut} were left out, because stunnel would have looked a name up in the network`,
        ...listed(tally.explained),
        ...(process.env['ADIT_DIFFERENTIAL'] === undefined ? [] : ['Messages agreed on:', ...listed(tally.verdicts)]),
      ].join('\n'),
    );
    expect(tally.unexplained.length, tally.unexplained.slice(0, 10).join('\n\n')).toBe(0);
    // Both kinds are there, or the test has lost its point.
    expect(tally.agreed).toBeGreaterThan(RUNS / 2);
    expect(tally.sound).toBeGreaterThan(RUNS / 50);
  },
);

/** Long runs of one letter are named instead. */
const short = (text: string) => text.replace(/x{40,}/g, (run) => `<${run.length} × x>`);

async function compare(folder: string, bytes: Uint8Array, tally: Tally): Promise<void> {
  const text = decodeConf(bytes);
  const ours = check(parse(text), { fileName: FILE_NAME });
  const theirs = await realVerdict(folder, bytes, printedOf(bytes));
  const message = messageOf(ours);
  if (message !== null && message === theirs.message) {
    const line = /^x\.conf:(\d+): /.exec(message)?.[1];
    expect(ours).toMatchObject({ line: line === undefined ? null : Number(line) });
    tally.agreed += 1;
    if (message.startsWith('Service [zzz end]: Each service')) tally.sound += 1;
    count(tally.verdicts, message.replace(/^(?:x\.conf:\d+: ".*"|Service \[.*\]): /s, ''));
    return;
  }
  const reason = explain(text, ours, theirs);
  if (reason !== null) count(tally.explained, reason);
  else
    tally.unexplained.push(
      short(
        `ours: ${message ?? 'accepted'}\ntheirs: ${theirs.message ?? 'none'} ${JSON.stringify(theirs.details)}\n${JSON.stringify(text)}`,
      ),
    );
}
