/**
 * What is opened from outside. A file comes from a person, a link from whoever could make one click on it, and both may come a
 * thousand at a time: they are read one after the other, and no more wait, to be read or to be answered, than a person looks at.
 */
import type { RequestError, Result } from '../../preload/contract.ts';
import type { ImportPreview } from '../../preload/import-preview.ts';
import { t } from '../../preload/words/words.ts';
import { failure } from '../state/result.ts';
import type { Opened } from './launch-arguments.ts';

/** To be read. */
const MOST_WAITING = 32;
/** That nobody has answered. Fewer than main holds, so that none is forgotten while it is on the screen. */
export const MOST_OPEN = 12;

export type ToRead = Exclude<Opened, { readonly kind: 'connect' }>;

export interface OutsidePorts {
  readonly showWindow: () => void;
  readonly read: (one: ToRead) => Promise<Result<ImportPreview>>;
  /** `adit://connect/NAME`, which is a question first. */
  readonly connect: (name: string) => Promise<void>;
  readonly show: (preview: ImportPreview) => void;
  readonly fail: (error: RequestError) => void;
  /** Whether a preview is still to be answered, as far as main knows. */
  readonly isHeld: (previewId: string) => boolean;
  /** Calls a moment later. */
  readonly later: (then: () => void) => void;
}

export interface Outside {
  /** Resolves when all of it has been read, or left out; rejects for what nobody expected, and what waits goes on. An empty list only raises the window. */
  open(opened: readonly Opened[]): Promise<void>;
  /** The page is a new one: what an earlier one showed, nobody will answer. */
  forget(): void;
}

const tooMany = (count: number): RequestError =>
  failure('import', () => ({
    what: t('failure.outside.what', { count }),
    why: t('failure.outside.why'),
    next: t('failure.outside.next'),
  })).error;

export function createOutside(ports: OutsidePorts): Outside {
  let shown: readonly string[] = [];
  const waiting: { readonly one: ToRead; readonly done: () => void; readonly failed: (thrown: unknown) => void }[] = [];
  let isReading = false;
  let leftOut = 0;

  /** As one sentence for all that come within a moment. */
  const leaveOut = (): void => {
    leftOut += 1;
    if (leftOut > 1) return;
    ports.later(() => {
      ports.fail(tooMany(leftOut));
      leftOut = 0;
    });
  };

  const readOne = async (one: ToRead): Promise<void> => {
    shown = shown.filter(ports.isHeld);
    if (shown.length >= MOST_OPEN) {
      leaveOut();
      return;
    }
    const preview = await ports.read(one);
    if (!preview.ok) {
      ports.fail(preview.error);
      return;
    }
    shown = [...shown, preview.value.id];
    ports.show(preview.value);
  };

  const readAll = async (): Promise<void> => {
    if (isReading) return;
    isReading = true;
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        await readOne(next.one).then(next.done, next.failed);
      }
    } finally {
      isReading = false;
    }
  };

  const read = (one: ToRead): Promise<void> =>
    new Promise((done, failed) => {
      if (waiting.length >= MOST_WAITING) {
        leaveOut();
        done();
        return;
      }
      waiting.push({ one, done, failed });
      void readAll();
    });

  return {
    async open(opened) {
      ports.showWindow();
      for (const one of opened) {
        if (one.kind === 'connect') await ports.connect(one.name);
        else await read(one);
      }
    },
    forget() {
      shown = [];
    },
  };
}
