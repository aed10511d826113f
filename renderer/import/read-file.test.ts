import { expect, it } from 'vitest';
import { readDroppedFiles } from './read-file.ts';

const text = '[ssh]\naccept = 443\n';

it('reads UTF-8 with and without a byte order mark, and UTF-16', async () => {
  const utf16 = new Uint8Array(2 + text.length * 2);
  utf16.set([0xff, 0xfe]);
  for (const [index, character] of [...text].entries()) utf16[2 + index * 2] = character.charCodeAt(0);
  for (const content of [text, `\uFEFF${text}`, utf16]) {
    expect(await readDroppedFiles([new File([content], 'stunnel.conf')])).toEqual({
      ok: true,
      name: 'stunnel.conf',
      text,
    });
  }
});

it.each([
  ['nothing', []],
  ['several files', [new File(['a'], 'a'), new File(['b'], 'b')]],
  ['a file that is far too large', [new File([new Uint8Array(1_048_577)], 'film.mp4')]],
])('refuses %s with an explanation', async (_name, files) => {
  const read = await readDroppedFiles(files);
  expect(read.ok).toBe(false);
  if (!read.ok) expect(Object.values(read.explanation).every((sentence) => sentence.length > 0)).toBe(true);
});
