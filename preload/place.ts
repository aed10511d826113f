/** Places in what was imported. */
import { listed } from './words/format.ts';
import { sayPart } from './words/say.ts';

/** As data: whoever shows it finds the words. */
export interface Place {
  /** null: in the file that is read, and not in one that it includes. */
  readonly file: string | null;
  /** 1-based. */
  readonly line: number;
}

/** For the middle of a sentence: `line 7`, or `line 7 of ssh.conf`. */
export const placeWords = (place: Place): string => sayPart(place);

/** Several, each once. */
export const placesWords = (places: readonly Place[]): string => listed([...new Set(places.map(placeWords))]);
