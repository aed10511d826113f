import { describe, expect, test } from 'vitest';
import type { Place } from './place.ts';
import { goOn, sentence, sentenceWords } from './sentence.ts';

const here: Place = { file: null, line: 7 };
const included: Place = { file: 'ssh.conf', line: 3 };

describe('a sentence', () => {
  test('keeps its places as data, and each of its texts whole', () => {
    const part = sentence`“${'sni'}” (${here})`;
    const whole = sentence`Port ${443}: ${part}, ${''}${included}${here}.`;
    expect(whole).toEqual({ parts: ['Port 443: “sni” (', here, '), ', included, here, '.'] });
    expect(sentence`${'No place'}${''} at all`).toEqual({ parts: ['No place at all'] });
  });

  test('in words names the file of a place only where it is an included one', () => {
    expect(sentenceWords(sentence`As in ${here} and ${included}.`)).toBe('As in line 7 and line 3 of ssh.conf.');
  });

  test('takes nothing for a place that a file says itself', () => {
    const written = sentence`The file has “${'<line 3> of b.conf'}” there (${included}).`;
    expect(written.parts.filter((part) => typeof part !== 'string')).toEqual([included]);
    expect(sentenceWords(written)).toBe('The file has “<line 3> of b.conf” there (line 3 of ssh.conf).');
  });

  test('goes on, and is not plain any more', () => {
    const plain = { ...sentence`As in the file (${here}).`, plain: true } as const;
    expect(goOn(plain, 'It is busy.')).toEqual({ parts: ['As in the file (', here, '). It is busy.'] });
    expect(goOn(undefined, 'It is busy.')).toEqual({ parts: ['It is busy.'] });
  });
});
