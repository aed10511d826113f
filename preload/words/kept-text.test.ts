import { afterEach, describe, expect, test } from 'vitest';
import { noteSchema } from '../schemas.ts';
import { quoted } from '../sentence.ts';
import { asWritten, isKeptText, sayKept } from './kept-text.ts';
import { readWritten } from './read-written.ts';
import { type Text, toSay } from './text.ts';
import { speak } from './words.ts';

afterEach(() => speak('en'));

const note = (reason: unknown) => noteSchema.safeParse({ line: 1, text: 'delay = x', reason });
const nested = (depth: number): unknown =>
  depth === 0 ? { id: 'note.ownLog' } : { id: 'note.written', values: { text: nested(depth - 1) } };

describe('what a file keeps for a text', () => {
  test.each<[string, Text]>([
    ['nothing put in', toSay('note.ownLog')],
    ['a text within', toSay('note.listen.taken', { wanted: 1, why: toSay('reason.local.another'), port: 2 })],
    ['what a file says', toSay('note.noSwitch', { name: quoted('NO_SUCH') })],
    [
      'a place and a list',
      toSay('reading.cases', { lines: { list: ['1', toSay('reading.span', { from: 3, to: 5 })] } }),
    ],
    ['parts', toSay('note.written', { text: { parts: ['a ', { file: null, line: 7 }] } })],
  ])('is the same when it is read again, and said then: %s', (_, text) => {
    const read = note(JSON.parse(JSON.stringify(text)));
    expect(read.data?.reason).toEqual(text);
    expect(sayKept(text)).toMatch(/^\S.*\S$/);
  });

  test('may be a sentence, which stays as it is in every language', async () => {
    const sentence = 'Adit keeps its <own> {log}.';
    const read = note(sentence);
    await speak('de', [], readWritten);
    expect(read.data && sayKept(read.data.reason)).toBe(sentence);
    expect(note(read.data?.reason).data?.reason).toEqual(asWritten(sentence));
  });

  test.each<[string, unknown]>([
    ['no text', 7],
    ['a sentence without end', 'x'.repeat(2001)],
    ['no id', { values: {} }],
    ['more than a text', { id: 'note.ownLog', also: 1 }],
    ['values that are none', { id: 'note.ownLog', values: [] }],
    ['a date', { id: 'note.written', values: { text: new Date() } }],
    ['a number that JSON does not have', { id: 'note.written', values: { text: Number.NaN } }],
    ['a list of lists without end', nested(50)],
    ['more than a note may be', { id: 'note.written', values: { text: 'x'.repeat(4000) } }],
    ['a place with more in it', { id: 'note.written', values: { text: { file: null, line: 1, html: '' } } }],
  ])('is refused when it is %s', (_, value) => {
    expect(isKeptText(value)).toBe(false);
    expect(note(value).success).toBe(false);
  });

  test.each<[string, unknown]>([
    ['is not known', { id: 'note.ofAnotherVersion' }],
    ['is a name that all objects have', { id: 'toString' }],
    ['is not known within', { id: 'note.written', values: { text: { id: 'none' } } }],
    ['wants other values', { id: 'note.noSwitch', values: { named: 'x' } }],
    ['is for a part of the page', { id: 'import.add.drop', values: {} }],
  ])('is kept and told to be unknown when its message %s', (_, value) => {
    const { data } = note(value);
    expect(data?.reason).toEqual(value);
    expect(data && sayKept(data.reason)).toBe(sayKept({ id: 'note.unknown' }));
  });
});
