/** A place in what was imported, as data: whoever shows it finds the words. */
export interface Place {
  /** null: in the file that is read, and not in one that it includes. */
  readonly file: string | null;
  /** 1-based. */
  readonly line: number;
}

/** For the middle of a sentence: `line 7`, or `line 7 of ssh.conf`. */
export const placeWords = ({ file, line }: Place): string =>
  file === null ? `line ${line}` : `line ${line} of ${file}`;

/** Several, each once. */
export const placesWords = (places: readonly Place[]): string => [...new Set(places.map(placeWords))].join(', ');
