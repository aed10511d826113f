/** What of an import's notes a profile keeps. Pure. */
import { profileLimits } from '../../../preload/fields/profile.ts';
import type { Note } from '../../../preload/types.ts';
import { toSay } from '../../../preload/words/text.ts';
import { noteOnAll } from './note.ts';

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
  const { notes: most, noteCharacters } = profileLimits;
  return [...notes.slice(0, tooMany), noteOnAll(toSay('note.left', { left, most, characters: noteCharacters }))];
}
