import { afterEach, expect, test } from 'vitest';
import { redactLine } from '../main/profile/notes/redact-line.ts';
import { leftOut, sayMarks } from './left-out.ts';
import { speak, t } from './words/words.ts';

afterEach(() => speak('en'));

test('what a note does not keep of its file is said in the language that is on, and kept as it is', async () => {
  const kept = [...Object.values(leftOut), redactLine('protocolPassword = hush'), redactLine('sudo cat /etc/x')];
  for (const text of kept) {
    expect(text).toMatch(/\(.*left out\)/);
    expect(sayMarks(text)).toBe(text);
    expect(redactLine(text)).toBe(text);
  }
  await speak('en-XA');
  for (const text of kept) expect(sayMarks(text)).not.toMatch(/left out\)/);
  expect(sayMarks(`a = ${leftOut.part} $& b`)).toBe(`a = ${t('note.leftOut')} $& b`);
});
