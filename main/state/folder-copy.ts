/**
 * A copy of profiles and settings as a file in a folder that somebody shares between computers. Each computer writes a file
 * of its own, so that nothing is ever overwritten and two changes at once are both there; what another computer has changed
 * is offered as a restore is, and nothing is taken over by itself.
 */

import type { FolderCopy, RestorePlan } from '../../preload/backup.ts';
import type { Result } from '../../preload/contract.ts';
import { say } from '../../preload/words/say.ts';
import type { Text } from '../../preload/words/text.ts';
import { inEnglish, t } from '../../preload/words/words.ts';
import type { AppStateHolder } from './app-state.ts';
import type { Backups } from './backups.ts';
import { fileNameOf } from './files.ts';
import { describeThrown, type Logger } from './logger.ts';
import { done, failure, type ReadOnlyReason, storeIsReadOnly, success } from './result.ts';

/** What the folder is asked; the desktop room brings it. */
export interface FolderDisk {
  /** null when the person cancelled. */
  choose(): Promise<string | null>;
  /** Why it could not be written. Whole or not at all. */
  write(folder: string, name: string, text: string): Promise<Text | null>;
  /** Copies of Adit in the folder; or why it cannot be read. */
  read(folder: string): Promise<readonly FoundCopy[] | Text>;
  /** Calls when something in the folder may have changed; returns how to stop. */
  watch(folder: string, changed: () => void): () => void;
}

export interface FoundCopy {
  readonly name: string;
  readonly text: string;
}

export interface FolderMemory {
  /** null: there is no such folder. */
  readonly path: string | null;
  /** Tells this computer's file from others of the same name. */
  readonly id: string;
  /** By file name, a digest of what was offered last. */
  readonly seen: Readonly<Record<string, string>>;
}

export interface FolderCopyPorts {
  readonly state: AppStateHolder;
  readonly backups: Pick<Backups, 'copy' | 'plan'>;
  readonly disk: FolderDisk;
  readonly memory: { read(): FolderMemory; write(memory: FolderMemory): void };
  readonly computer: string;
  /** Why this app may write nothing; null: it may. */
  readonly readOnly: ReadOnlyReason | null;
  readonly digest: (text: string) => string;
  /** Calls later, and gives how to cancel. */
  readonly after: (milliseconds: number, then: () => void) => () => void;
  readonly log: Logger;
}

export interface FolderCopies {
  /** Goes on with the folder of before; `offer` is called with what another computer has changed, each change once. */
  open(offer: (plan: RestorePlan) => void): Promise<void>;
  view(): FolderCopy | null;
  choose(): Promise<Result<FolderCopy | null>>;
  /** The files stay. */
  leave(): Result<undefined>;
  /** What another computer's file has, whether or not it was offered before. */
  look(name: string): Promise<Result<RestorePlan>>;
  close(): void;
}

/** Several changes within a moment are one. */
const MOMENT_MS = 400;

const notThere = failure('not-found', () => ({
  what: t('failure.notThere.what'),
  why: t('failure.notThere.why'),
  next: t('failure.notThere.next'),
}));

export function createFolderCopies(ports: FolderCopyPorts): FolderCopies {
  const { state, backups, disk, memory, digest, log } = ports;
  let offer: (plan: RestorePlan) => void = () => {};
  let problem: (() => string) | null = null;
  let others: readonly string[] = [];
  let written: string | null = null;
  let stops: (() => void)[] = [];
  const waiting = new Map<() => Promise<void>, () => void>();

  const ownName = () => `adit ${fileNameOf(ports.computer)} ${memory.read().id}.json`;

  const write = async (): Promise<void> => {
    const { path } = memory.read();
    if (path === null) return;
    const { text, content } = backups.copy();
    if (content === written) return;
    written = null;
    const refusal = await disk.write(path, ownName(), text);
    problem = refusal === null ? null : () => say(refusal);
    if (refusal === null) written = content;
    else log.warn(`The copy of the settings: ${inEnglish(() => say(refusal))}`);
  };

  const look = async (): Promise<void> => {
    const { path } = memory.read();
    if (path === null) return;
    const found = await disk.read(path);
    if ('id' in found) {
      problem = () => say(found);
      return;
    }
    const foreign = found.filter(({ name }) => name !== ownName());
    others = foreign.map(({ name }) => name);
    for (const { name, text } of foreign) {
      const before = memory.read();
      const now = digest(text);
      if (before.seen[name] === now) continue;
      memory.write({ ...before, seen: { ...before.seen, [name]: now } });
      const plan = await backups.plan(name, text);
      if (!plan.ok) problem = () => plan.error.explanation.what;
      else if (plan.value.items.some(({ match, differences }) => match === null || differences.length > 0)) {
        offer(plan.value);
      }
    }
  };

  const lookAndWrite = async (): Promise<void> => {
    if (problem !== null) {
      problem = null;
      await write();
    }
    await look();
  };

  const soon = (act: () => Promise<void>): void => {
    waiting.get(act)?.();
    waiting.set(
      act,
      ports.after(MOMENT_MS, () => {
        waiting.delete(act);
        void act().catch((thrown: unknown) => log.warn(`The copy of the settings: ${describeThrown(thrown)}`));
      }),
    );
  };

  const stop = (): void => {
    for (const each of stops) each();
    stops = [];
    for (const cancel of waiting.values()) cancel();
    waiting.clear();
  };

  const start = async (): Promise<void> => {
    stop();
    const { path } = memory.read();
    if (path === null) return;
    problem = null;
    written = null;
    await write();
    await look();
    stops = [
      // What could not be written before is written once the folder is back.
      disk.watch(path, () => soon(lookAndWrite)),
      state.subscribe(({ changes }) => {
        if (changes.some(({ kind }) => stored.has(kind))) soon(write);
      }),
    ];
  };

  const view = (): FolderCopy | null => {
    const { path } = memory.read();
    return path === null ? null : { path, problem: problem?.() ?? null, others };
  };

  return {
    async open(to) {
      offer = to;
      await start();
    },
    view,

    async choose() {
      if (ports.readOnly !== null) return storeIsReadOnly[ports.readOnly];
      const path = await disk.choose();
      if (path === null) return success(null);
      memory.write({ ...memory.read(), path, seen: {} });
      await start();
      return success(view());
    },

    leave() {
      if (ports.readOnly !== null) return storeIsReadOnly[ports.readOnly];
      stop();
      memory.write({ ...memory.read(), path: null, seen: {} });
      return done;
    },

    async look(name) {
      const { path } = memory.read();
      const found = path === null ? [] : await disk.read(path);
      const copy = 'id' in found ? undefined : found.find((one) => one.name === name);
      return copy === undefined ? notThere : backups.plan(copy.name, copy.text);
    },

    close: stop,
  };
}

const stored: ReadonlySet<string> = new Set(['profile', 'profile-removed', 'order', 'settings']);
