/** Does the steps of a hand-over, one after the other. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Text, toSay } from '../../../preload/words/text.ts';
import type { TerminalOutcome } from '../start.ts';
import type { HandOverStep } from './hand-over.ts';
import { endByManagement } from './management.ts';

export type CarriedOut =
  | { readonly ok: true }
  /** `detail`: what the program says, for a person who knows it; a text where it says nothing. */
  | { readonly ok: false; readonly step: HandOverStep; readonly detail: string | Text };

export interface CarryOutWorld {
  /** Status and what it says, on both ways; null: it could not be started or took too long. */
  readonly run: (argv: readonly string[], seconds: number) => Promise<{ readonly ok: boolean; readonly says: string }>;
  /** Rejects when it cannot be started. */
  readonly startProgram: (argv: readonly string[]) => Promise<void>;
  readonly openTerminal: (argv: readonly string[]) => Promise<TerminalOutcome>;
  readonly place: (from: string, to: string) => Promise<void>;
  readonly manage: (socket: string, command: string, seconds: number) => Promise<boolean>;
  readonly pauseMs: number;
}

/** Stops at the first step that fails and may not. Never rejects. */
export async function carryOut(
  steps: readonly HandOverStep[],
  file: string,
  world: CarryOutWorld,
  signal?: AbortSignal,
): Promise<CarriedOut> {
  for (const step of steps) {
    if (signal?.aborted) return { ok: false, step, detail: toSay('vpn.detail.cancelled') };
    const problem = await problemOf(step, file, world, signal).catch((thrown: unknown) =>
      thrown instanceof Error ? thrown.message : String(thrown),
    );
    if (problem !== null) return { ok: false, step, detail: problem };
  }
  return { ok: true };
}

/** null: the step is done. */
async function problemOf(
  step: HandOverStep,
  file: string,
  world: CarryOutWorld,
  signal?: AbortSignal,
): Promise<string | Text | null> {
  switch (step.kind) {
    case 'run': {
      const { ok, says } = await world.run(step.argv, step.seconds);
      return ok || step.mayFail === true ? null : says.trim();
    }
    case 'await': {
      const until = performance.now() + step.seconds * 1000;
      while (performance.now() < until && signal?.aborted !== true) {
        if ((await world.run(step.argv, 10)).says.includes(step.text)) return null;
        await delay(world.pauseMs);
      }
      return toSay('vpn.detail.notThere', { text: step.text });
    }
    case 'start':
      await world.startProgram(step.argv);
      return null;
    case 'terminal': {
      const outcome = await world.openTerminal(step.argv);
      return outcome === 'opened' ? null : toSay('vpn.detail.noTerminal');
    }
    case 'place':
      await world.place(file, step.to);
      return null;
    case 'manage':
      // Whoever has ended it already has done what was wanted.
      await world.manage(step.socket, step.command, step.seconds);
      return null;
  }
}

/** This computer. How programs and terminals are opened is the app's. */
export const realWorld = ({
  startProgram,
  openTerminal,
}: Pick<CarryOutWorld, 'startProgram' | 'openTerminal'>): CarryOutWorld => ({
  run,
  startProgram,
  openTerminal,
  async place(from, to) {
    await mkdir(path.dirname(to), { recursive: true });
    await copyFile(from, to);
  },
  manage: endByManagement,
  pauseMs: 1000,
});

function run(argv: readonly string[], seconds: number): ReturnType<CarryOutWorld['run']> {
  const [program = '', ...rest] = argv;
  return new Promise((resolve) => {
    execFile(
      program,
      rest,
      // Their words are compared: in English, whatever the person's language.
      { timeout: seconds * 1000, windowsHide: true, env: { ...process.env, LC_ALL: 'C.UTF-8' } },
      (error, stdout, stderr) => resolve({ ok: error === null, says: `${stdout}${stderr}` || (error?.message ?? '') }),
    );
  });
}
