import { describe, expect, test, vi } from 'vitest';
import { asWritten, sayKept } from '../../preload/words/kept-text.ts';
import { noteLine, printJson, standardOutput } from './output.ts';

/** What the terminal gets. */
function written(stream: 'stdout' | 'stderr', write: () => void): string {
  const spy = vi.spyOn(process[stream], 'write').mockReturnValue(true);
  try {
    write();
    return spy.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    spy.mockRestore();
  }
}

const note = {
  line: 2,
  file: 'a\nb.conf',
  text: 'x\u001B]0;title\u0007 = \u202Eno\u202C',
  reason: asWritten('It says \u009B2J.'),
};

describe('what a file says does not steer the terminal', () => {
  test.each([
    ['\u001B[31mred\u001B[0m', '\\u001b[31mred\\u001b[0m\n'],
    ['\u202Efnoc.\u2066\u200F', '\\u202efnoc.\\u2066\\u200f\n'],
    ['a\rb\u0000\u007F\u0085\u2028', 'a\\u000db\\u0000\\u007f\\u0085\\u2028\n'],
    ['a\tb\nüñ 🙂 “x”', 'a\tb\nüñ 🙂 “x”\n'],
  ])('%j', (text, expected) => {
    expect(written('stdout', () => standardOutput.result(text))).toBe(expected);
    expect(written('stderr', () => standardOutput.message(text))).toBe(expected);
  });

  test('and a note is one line', () => {
    expect(written('stdout', () => standardOutput.result(noteLine(note)))).toBe(
      '  note: a\\u000ab.conf: line 2: “x\\u001b]0;title\\u0007 = \\u202eno\\u202c”: It says \\u009b2J.\n',
    );
  });

  test('and JSON keeps its meaning', () => {
    expect(JSON.parse(written('stdout', () => printJson(standardOutput, note)))).toEqual({
      ...note,
      reason: sayKept(note.reason),
    });
  });
});
