/** Reads whatever is dropped on the window in every way, and counts what becomes of it. */

import { write } from '../../main/conf/document.ts';
import { ConfError } from '../../main/conf/error.ts';
import { parse } from '../../main/conf/parse.ts';
import { check } from '../../main/conf/strict/verdict.ts';
import { openText } from '../../main/profile/files/open.ts';
import { adopt } from '../../main/profile/import/adopt.ts';

/** Inputs of a whole run, all files of it together; ADIT_FUZZ makes it another number. */
const TOTAL = Number(process.env['ADIT_FUZZ'] ?? 100_000);

/** How many inputs one file of the run reads; `share` is its part of the whole. */
export const runsOf = (share: number): number => Math.ceil(TOTAL * share);

/** Long enough for any machine, in milliseconds. */
export const timeoutOf = (runs: number): number => 120_000 + runs * 20;

interface Outcome {
  /** Whether stunnel would take the file as it is. */
  readonly sound: boolean;
  readonly profiles: number;
}

const options = { fileName: 'vpn.example.com.conf', directory: '/etc/stunnel', takenPorts: new Set([2222]) };

/**
 * Reads the text strictly and tolerantly, and makes profiles of all that can become one.
 * @throws {ConfError} when it passes the reader's limits. Anything else that is thrown is a mistake of the reader.
 */
export function readCompletely(text: string): Outcome {
  const document = parse(text);
  if (write(document) !== text) throw new Error('The document does not hold the text that was read.');
  const sound = check(document, { fileName: 'x.conf' }).kind === 'accepted';
  let profiles = 0;
  const result = openText(text, options);
  if (!result.ok) return { sound, profiles };
  for (const { view } of result.proposal.services) {
    if (view.problem !== null) continue;
    const { key, name, application } = view;
    const host = view.host ?? 'vpn.example.com';
    // Where the file's own certificate is missing somebody has to say that authorities decide.
    const answer = { key, name, application, host, remotePort: view.remotePort ?? 443, user: null, withoutPin: true };
    adopt(result.proposal, [{ ...answer, localPort: view.localPort ?? 2222 }], () => crypto.randomUUID());
    profiles += 1;
  }
  return { sound, profiles };
}

export interface FuzzTally {
  readonly runs: number;
  readonly sound: number;
  readonly withProfiles: number;
  readonly profiles: number;
  /** Too large or too long for the reader, which says so. */
  readonly refused: number;
  readonly slowestMs: number;
}

/**
 * Reads as many inputs as `runs`.
 * @throws {Error} with the input when the reader throws anything but its own error.
 */
export function fuzz(runs: number, nextInput: () => string): FuzzTally {
  const tally = { runs, sound: 0, withProfiles: 0, profiles: 0, refused: 0, slowestMs: 0 };
  for (let run = 0; run < runs; run += 1) {
    const text = nextInput();
    const begun = performance.now();
    try {
      const { sound, profiles } = readCompletely(text);
      if (sound) tally.sound += 1;
      if (profiles > 0) tally.withProfiles += 1;
      tally.profiles += profiles;
    } catch (error) {
      if (!(error instanceof ConfError)) {
        throw new Error(`Run ${run} failed on ${JSON.stringify(text)}`, { cause: error });
      }
      tally.refused += 1;
    }
    tally.slowestMs = Math.max(tally.slowestMs, Math.round(performance.now() - begun));
  }
  if (process.env['ADIT_FUZZ'] !== undefined) console.info(JSON.stringify(tally));
  return tally;
}
