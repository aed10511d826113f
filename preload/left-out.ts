/**
 * What stands in the text of a note where something of the file is not kept, because it may be a secret. The text is kept, exported
 * and read again as it is; only whoever shows it says the marks in the person's language.
 */
import type { FixedId } from './words/words.ts';
import { t } from './words/words.ts';

export const leftOut = {
  part: '(left out)',
  key: '(a private key, left out)',
  data: '(encoded data, left out)',
  template: '(a line of a template, left out)',
  markup: '(a line of markup, left out)',
  command: '(a command, left out)',
  prose: '(a line of text, left out)',
} as const;

const said: Readonly<Record<keyof typeof leftOut, FixedId>> = {
  part: 'note.leftOut',
  key: 'note.leftOut.key',
  data: 'note.leftOut.data',
  template: 'note.leftOut.template',
  markup: 'note.leftOut.markup',
  command: 'note.leftOut.command',
  prose: 'note.leftOut.prose',
};

const marks = Object.keys(leftOut) as readonly (keyof typeof leftOut)[];

export const sayMarks = (text: string): string =>
  marks.reduce((made, mark) => made.replaceAll(leftOut[mark], () => t(said[mark])), text);
