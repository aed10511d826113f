import { describe, expect, test } from 'vitest';
import { ownHosts, withRegion } from './region.ts';

const block = ['Host home', '  Port 2222'];
const set = (text: string, ...blocks: readonly (readonly string[])[]) => {
  const result = withRegion(text, blocks);
  if (!result.ok) throw new Error(result.problem);
  return result.text;
};

const files = {
  'an empty file': '',
  'global options first': 'ServerAliveInterval 60\nHost a\n  User b\n',
  'Windows’ line ends': 'Host a\r\n\tUser b\r\n',
  'no line end at the end': 'Host a\n  User b',
  'both line ends': 'Host a\n  User b\r\n\n\r\n',
  'bytes that are no UTF-8': 'Host a\n  # \xff\xfe\n  User b\n',
};

describe('a file with', () => {
  test.each(Object.entries(files))(
    '%s is the same to the byte, after Adit’s part was added, changed and taken away',
    (_, text) => {
      const added = set(text, block);
      expect(added.endsWith(text)).toBe(true);
      expect(set(added, block)).toBe(added);
      const changed = set(added, ['Host home', '  Port 2223'], ['Host work', '  Port 2224']);
      expect(changed.endsWith(text)).toBe(true);
      expect(changed).not.toContain('2222');
      expect(set(changed)).toBe(text);
    },
  );
});

test('Adit’s part stands first, ends what its last block began, and uses the file’s line ends', () => {
  const lines = set(files['Windows’ line ends'], block).split('\r\n');
  expect(lines.slice(1, 4)).toEqual(['Host home', '  Port 2222', 'Host *']);
  expect(lines.slice(5)).toEqual(['Host a', '\tUser b', '']);
});

test('Adit’s part stays where a person has moved it', () => {
  const moved = `# mine\n${set('', block)}Host a\n`;
  expect(set(moved, ['Host home', '  Port 1'])).toBe(moved.replace('2222', '1'));
});

test.each([
  ['the end', (text: string) => text.replace(/^# <<<.*\n/m, '')],
  ['the beginning', (text: string) => text.replace(/^# >>>.*\n/m, '')],
  ['the order', (text: string) => text.split('\n').reverse().join('\n')],
])('nothing is touched when %s is damaged', (_, damage) => {
  expect(withRegion(damage(set('Host a\n', block)), [block])).toEqual({ ok: false, problem: 'damaged' });
});

test('the person’s own hosts are known, patterns and Adit’s aside', () => {
  const text = set('Host a b "c d"\n  User x\nhost=e\nHost *.example.org !bad ?\nMatch all\n', block);
  expect([...ownHosts(text)].sort()).toEqual(['a', 'b', 'c d', 'e']);
});
