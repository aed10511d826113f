/** Keeps a teller running: started again when it ends, and ended with the app. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { Teller } from './tellers.ts';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
/** One that has run for so long did not fail to start. */
const STARTED_MS = 10_000;

export type TellerProcess = ChildProcessByStdio<Writable, Readable, null>;

const spawnTeller = (program: string, argv: readonly string[]): TellerProcess =>
  // Without the pipe's other end its next word is its last: one left by an app that was killed ends, where no kernel ends it.
  spawn(program, [...argv], {
    stdio: ['pipe', 'pipe', 'ignore'],
    windowsHide: true,
    // An ordinary user's need not have the administrator's programs.
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` },
  });

/** What setpriv(1) and shells end with when there is no such program, or none that could be started. */
const NOT_STARTED: readonly (number | null)[] = [126, 127];

export interface ListenPorts {
  /** Something has changed, as the system says or because nobody was there to say so. */
  readonly news: (isFromSystem: boolean) => void;
  /** Whether somebody tells now. While nobody does, what has changed must be found out otherwise. */
  readonly isTold: (told: boolean) => void;
  readonly start?: (program: string, argv: readonly string[]) => TellerProcess;
}

/** Returns how to stop, which ends the program. */
export function listen(teller: Teller, { news, isTold, start = spawnTeller }: ListenPorts): () => void {
  let child: TellerProcess | null = null;
  let again: NodeJS.Timeout | undefined;
  let stopped = false;
  let pauseMs = FIRST_PAUSE_MS;
  let place = 0;

  const begin = (): void => {
    const command = teller.commands[place];
    if (stopped || command === undefined) return;
    const [program, ...argv] = command;
    const startedAt = performance.now();
    const started = start(program, argv);
    child = started;
    let isGone = false;
    /** Its end is told twice when it could not be started. */
    const ended = (next: () => void): void => {
      if (isGone) return;
      isGone = true;
      child = null;
      if (stopped) return;
      isTold(false);
      next();
    };
    const later = (): void => {
      pauseMs = performance.now() - startedAt > STARTED_MS ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
      again = setTimeout(begin, pauseMs);
      again.unref();
      // What happened since it ended was told by nobody.
      news(false);
    };
    started.on('spawn', () => {
      isTold(true);
      // What happened before it was there was told by nobody.
      news(false);
    });
    const another = (): void => {
      place += 1;
      begin();
    };
    started.on('error', () => ended(another));
    started.on('exit', (code: number | null) => ended(NOT_STARTED.includes(code) ? another : later));
    started.stdin.on('error', () => {});
    started.stdin.write(teller.input);
    started.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (teller.isNews(text)) news(true);
    });
    // Nobody waits for it at the end of the program.
    started.unref();
  };
  begin();

  return () => {
    stopped = true;
    clearTimeout(again);
    child?.kill();
  };
}
