import { expect, it } from 'vitest';
import type { LogLevel, LogLine } from '../../preload/types.ts';
import { chosenLines, levelsFrom, lineText } from './lines.ts';

const line = (number: number, level: LogLevel, profileId: string | null, text: string): LogLine => ({
  number,
  at: new Date(2026, 10, 29, 14, 3, 9).getTime(),
  level,
  profileId,
  text,
});
const lines = [line(1, 'info', 'a', 'listening'), line(2, 'error', 'a', 'Refused'), line(3, 'warning', 'b', 'refused')];

it.each([
  ['of one, everything', { profileId: 'a', levels: levelsFrom('debug'), query: '' }, [1, 2]],
  ['of all, what matters', { profileId: null, levels: levelsFrom('warning'), query: '' }, [2, 3]],
  ['by a word in any letters', { profileId: null, levels: levelsFrom('debug'), query: ' REFUSED ' }, [2, 3]],
] as const)('%s', (_name, choice, numbers) => {
  expect(chosenLines(lines, choice).map(({ number }) => number)).toEqual(numbers);
});

it('says when, and how bad unless it is usual', () => {
  expect(lines.slice(0, 2).map(lineText)).toEqual(['14:03:09 listening', '14:03:09 error: Refused']);
});
