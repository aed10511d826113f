import { expect, test } from 'vitest';
import { sayAll } from '../../preload/words/say.ts';
import { write } from './document.ts';
import { parse } from './parse.ts';
import { explainForeign } from './recognise.ts';

const read = (text: string) =>
  parse(text).lines.flatMap((line) =>
    line.kind === 'option' ? [`${line.name} = ${line.meant}`] : line.kind === 'section' ? [`[${line.name}]`] : [],
  );
const expected = ['client = yes', '[ssh]', 'accept = 127.0.0.1:2222', 'connect = <server>:443'];

test.each([
  ['a forum’s code', `[code]\nclient = yes\n[ssh]\naccept = 127.0.0.1:2222\nconnect = <server>:443\n[/code]\n`],
  [
    'a forum’s quote',
    `[quote="bob, 9:00"]client = yes\n[ssh]\naccept = 127.0.0.1:2222\nconnect = <server>:443[/quote]\n`,
  ],
  [
    'a forum’s list',
    '[list]\n[*]client = yes\n[*][ssh]\n[*]accept = 127.0.0.1:2222\n[*]connect = <server>:443\n[/list]\n',
  ],
  [
    'a page’s source',
    '<pre><code>client = yes\n[ssh]\naccept = 127.0.0.1:2222\nconnect = &lt;server&gt;:443\n</code></pre>\n',
  ],
  ['entities alone', 'client = yes\n[ssh]\naccept = 127.0.0.1:2222\nconnect = &lt;server&#62;:443\n'],
  ['breaks', '<p>client&nbsp;= yes<br>[ssh]<br/>accept = 127.0.0.1:2222<br />connect = &#x3c;server&gt;:443</p>'],
  [
    'a whole page',
    '<!doctype html><html><body>\n<pre class="x">client = yes\n[ssh]\naccept = 127.0.0.1:2222\nconnect = &lt;server&gt;:443</pre>\n</body></html>\n',
  ],
])('%s is read without its tags', (_, text) => {
  const document = parse(text);
  expect(read(text)).toEqual(expected);
  expect(explainForeign(document)).toBeNull();
  expect(sayAll(document.remarks)[0]?.reason).toMatch(/^The tags of/);
  expect(write(document)).toBe(text);
});

test.each(['[code]\naccept = 443\nconnect = 22\n', '[b]\naccept = 1\nconnect = <b>:2\n'])(
  'a section named so is one: %j',
  (text) => {
    expect(read(text)).toHaveLength(3);
    expect(parse(text).remarks).toEqual([]);
  },
);
