import { expect, test } from 'vitest';
import { parse } from '../conf/parse.ts';
import { propose } from '../profile/import/propose.ts';
import { serviceLines } from './import-text.ts';

function rowsOf(...lines: readonly string[]): readonly string[] {
  const text = ['[a]', 'client = yes', ...lines].join('\n');
  const result = propose(parse(text), { fileName: null, takenPorts: new Set() });
  const [service] = result.ok ? result.proposal.services : [];
  if (service === undefined) throw new Error('no service');
  return serviceLines(service.view);
}

test('what a client’s file says in so many words has no reason beside it, with servers in reserve neither', () => {
  const rows = rowsOf('accept = 127.0.0.1:2222', 'connect = a.example:443', 'connect = b.example:443');
  expect(rows.join('\n')).toContain('b.example:443');
  expect(rows.join('\n')).not.toContain('As in the file');
});

test('where there is more to it, the reason names its line', () => {
  const rows = rowsOf('accept = 2222', 'connect = localhost:443').map((row) => row.trim().replace(/\s+/g, ' '));
  expect(rows).toContain('host As in the file (line 4): this computer.');
  expect(rows.find((row) => row.startsWith('local port'))).toMatch(
    /^local port As in the file \(line 3\), but on this/,
  );
});

test('a question is one, with its line', () => {
  const rows = rowsOf('accept = 127.0.0.1:2222', 'connect = HOST:443').join('\n');
  expect(rows).toMatch(/question +Which host name .* “HOST” in its place \(line 4\)\. \(--host HOST\)/);
});
