import { expect, test } from 'vitest';
import { newsLines } from './news.ts';

test.each([
  [
    'Markdown',
    '## 0.2.0\n\n* Tunnels **start** faster\n- See [the guide](https://adit.example/)\n1. `adit run`',
    ['0.2.0', 'Tunnels start faster', 'See the guide', 'adit run'],
  ],
  ['HTML', '<h2>New</h2>\n<ul><li>Fast &amp; small</li><li>a &lt; b</li></ul>', ['New', 'Fast & small', 'a < b']],
  ['several versions', [{ note: 'One' }, { note: null }, { note: 'Two' }], ['One', 'Two']],
  ['nothing', null, []],
])('the notes of a release are lines of plain text: %s', (_, notes, lines) => {
  expect(newsLines(notes)).toEqual(lines);
});

test('notes without an end stay short', () => {
  const lines = newsLines(`${'x'.repeat(10_000)}\n`.repeat(1000));
  expect([lines.length, lines[0]?.length]).toEqual([30, 400]);
});
