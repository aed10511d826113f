/** What of an import's notes a profile keeps. Pure. */
import { profileLimits } from '../../../preload/fields/profile.ts';
import type { Note } from '../../../preload/types.ts';

const sizeOf = (note: Note): number => JSON.stringify(note).length;

/** The first ones, as many as fit into a profile; how many are left out, the last one says. */
export function keptNotes(notes: readonly Note[]): Note[] {
  let characters = 0;
  const tooMany = notes.findIndex((note, index) => {
    characters += sizeOf(note);
    return index >= profileLimits.notes - 1 || characters > profileLimits.noteCharacters;
  });
  if (tooMany < 0) return [...notes];
  const left = notes.length - tooMany;
  const reason = `${left} more ${left === 1 ? 'note was' : 'notes were'} left out: a profile keeps ${profileLimits.notes} at most, and not more than ${profileLimits.noteCharacters} characters of them.`;
  return [...notes.slice(0, tooMany), { line: null, text: '', reason }];
}
