/** What may become of a link, or of a text in a file, on its way from one person to another, or in the hands of a third. */
import { oneOf, type Random, whole } from '../export/arbitrary.ts';

const pieces = [
  ...[
    '%',
    '%00',
    '%0a',
    '%zz',
    '%u202e',
    '\u202e',
    '\u2066',
    '\u200b',
    '\ufeff',
    '\0',
    '\n',
    '\t',
    '/',
    '//',
    '/../',
    '?',
    '#',
    '&p=',
    '=',
    '+',
    ' ',
  ],
  ...[
    '"',
    '\\',
    '{',
    '}',
    '[',
    ']',
    '__proto__',
    'constructor',
    'ａ',
    'é́',
    '\ud800',
    '🚇',
    '--flag',
    '-oProxyCommand=x',
  ],
  ...['adit:', 'adit://connect/', 'file:///etc/passwd', '<script>', 'x'.repeat(3000), 'AAAA', '1e999', '-1', 'null'],
] as const;

/** None to six changes: something put in, cut out, said twice, or everything behind a place away. */
export function damaged(random: Random, original: string): string {
  let text = original;
  for (let change = whole(random, 0, 6); change > 0; change -= 1) {
    const at = Math.floor(random() * text.length);
    const kind = random();
    if (kind < 0.45) text = text.slice(0, at) + oneOf(random, pieces) + text.slice(at);
    else if (kind < 0.75) text = text.slice(0, at) + text.slice(at + whole(random, 1, 30));
    else if (kind < 0.9) text = text.slice(0, at) + text.slice(Math.max(0, at - 20));
    else text = text.slice(0, at);
  }
  return text;
}
