import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { sayClause } from '../../preload/words/say.ts';
import { readArchive } from '../profile/files/archive.ts';
import { tarOf } from './tar.ts';

const files = [
  { path: 'server/stunnel.conf', mode: 0o644, content: '[ssh]\naccept = 443\nconnect = 22\n' },
  { path: 'server/server.key', mode: 0o600, content: new Uint8Array(512).fill(65) },
  { path: 'empty', mode: 0o755, content: '' },
] as const;
const tar = await tarOf('a.example-server', files, new Date('2026-05-01T12:00:00Z'));

it('is an archive that imports read', async () => {
  const read = await readArchive('server.tar', tar);
  if (!read.ok) throw new Error(sayClause(read.explanation.what));
  expect(read.set.files.map(({ path }) => path)).toContain('a.example-server/server/stunnel.conf');
});

it.skipIf(process.platform === 'win32')('is one that tar reads, with the modes that keys need', () => {
  const listing = execFileSync('tar', ['-tvf', '-'], { input: tar, encoding: 'utf8' });
  expect(listing).toMatch(/-rw-------.* 512 .*a\.example-server\/server\/server\.key/);
  expect(listing).toMatch(/-rwxr-xr-x.*a\.example-server\/empty/);
  expect(
    execFileSync('tar', ['-xOf', '-', 'a.example-server/server/stunnel.conf'], { input: tar, encoding: 'utf8' }),
  ).toBe(files[0].content);
});
