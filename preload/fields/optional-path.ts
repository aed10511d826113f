import type { FixedId } from '../words/words.ts';
import { form } from './form.ts';

/** For a path that may be left out: a field to type it into; empty, there is none. */
export const optionalPath = (label: FixedId, help: FixedId, wrong?: FixedId) =>
  form({
    draftOf: (path: string | undefined) => ({ path: path ?? '' }),
    valueOf: ({ path }) => (path.trim() === '' ? undefined : path.trim()),
    inputs: { path: { kind: 'text', label, help, ...(wrong === undefined ? {} : { wrong }) } },
  });
