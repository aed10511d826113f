import { beforeEach, describe, expect, test } from 'vitest';
import type { Profile } from '../../preload/types.ts';
import { certificate as makeCertificate } from '../../test/export/arbitrary.ts';
import { openText } from '../profile/files/open.ts';
import { type Destination, type Files, type FileToWrite, fileNameOf } from './files.ts';
import { makeProfile } from './make-profile.ts';
import { done, failure } from './result.ts';
import { createSharing } from './sharing.ts';

const other = '0b5c9a0e-3f6f-4a27-a6fb-4b1f1c2c7f01';
const certificate = makeCertificate(1);
const noChecks = { hosts: [], emails: [], ips: [] };

function setUp(profiles: readonly Profile[] = [makeProfile()]) {
  const world = {
    asked: [] as string[],
    read: [] as string[],
    written: [] as FileToWrite[],
    cancel: false,
    full: false,
  };
  const files: Files = {
    async askDestination({ suggestedName }): Promise<Destination | null> {
      world.asked.push(suggestedName);
      return world.cancel ? null : { directory: '/home/anna', name: 'chosen', path: '/home/anna/chosen' };
    },
    async write(_directory, written) {
      if (world.full) return failure('failed', () => ({ what: 'No.', why: 'The disk is full.', next: 'Make room.' }));
      world.written.push(...written);
      return done;
    },
    askBackup: () => Promise.reject(new Error('not used')),
    async readCertificates(path) {
      world.read.push(path);
      return path === '/etc/server.pem' ? certificate : null;
    },
    systemRoots: () => '/etc/ssl/cert.pem',
  };
  return { world, sharing: createSharing({ profiles: () => profiles, files, mayRead: () => false }) };
}

let bench: ReturnType<typeof setUp>;
beforeEach(() => {
  bench = setUp();
});

describe('an export', () => {
  test('is a configuration where the person wants it, with its certificates beside it', async () => {
    const trust: Profile['trust'] = {
      kind: 'pinned',
      certificates: [{ kind: 'pem', pem: certificate }],
      checks: noChecks,
    };
    const { world, sharing } = setUp([makeProfile({ trust })]);
    const result = await sharing.exportProfile(makeProfile().id);
    expect(result).toEqual({ ok: true, value: { path: '/home/anna/chosen', companions: ['office-ssh-server.pem'] } });
    expect(world.asked).toEqual(['Office SSH.conf']);
    expect(world.written.map(({ name }) => name)).toEqual(['chosen', 'office-ssh-server.pem']);
    expect(world.written[0]?.text).toContain('CAfile = /home/anna/office-ssh-server.pem');
  });

  test('that is cancelled, cannot be written or is of nothing changes nothing', async () => {
    bench.world.cancel = true;
    expect(await bench.sharing.exportProfile(makeProfile().id)).toEqual({ ok: true, value: null });
    bench.world.cancel = false;
    bench.world.full = true;
    expect(await bench.sharing.exportProfile(makeProfile().id)).toMatchObject({ ok: false });
    expect(await bench.sharing.exportProfile(other)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(bench.world.written).toEqual([]);
  });
});

test('a preview reads the files of the profile as it is stored, and none that the window names', async () => {
  const trusting = (path: string) =>
    makeProfile({ trust: { kind: 'authority', certificates: [{ kind: 'file', path }], checks: noChecks } });
  const { world, sharing } = setUp([trusting('/etc/server.pem')]);
  expect(await sharing.preview(trusting('/etc/shadow'))).toMatchObject({ ok: true });
  expect(world.read).toEqual([]);
  await sharing.preview(trusting('/etc/server.pem'));
  expect(world.read).toEqual(['/etc/server.pem']);
});

describe('sharing', () => {
  const options = { fileName: null, takenPorts: new Set<number>() };

  test('a link opens as the profile it was made from', async () => {
    const made = await bench.sharing.link([makeProfile().id]);
    if (!made.ok) throw new Error('expected a link');
    const opened = openText(made.value.link, options);
    expect(opened).toMatchObject({ ok: true, proposal: { services: [{ view: { name: 'Office SSH' } }] } });
  });

  test('takes certificates from their files, and says which it could not read', async () => {
    const trusting = (path: string, kind: 'file' | 'directory' = 'file'): Profile['trust'] => ({
      kind: 'authority',
      certificates: [{ kind, path }],
      checks: noChecks,
    });
    const { world, sharing } = setUp([
      makeProfile({ trust: trusting('/etc/server.pem', 'directory') }),
      makeProfile({ id: other, name: 'Lost', trust: trusting('/etc/lost.pem') }),
    ]);
    const made = await sharing.file([makeProfile().id, other]);
    expect(made).toMatchObject({ ok: true, value: { path: '/home/anna/chosen' } });
    expect(new Set(made.ok ? made.value?.notes.map(({ text }) => text) : [])).toEqual(new Set(['Lost']));
    expect(world.asked).toEqual(['Profiles.adit']);
    expect(world.written[0]?.text).toContain('BEGIN CERTIFICATE');
    expect(world.written[0]?.text).not.toContain('/etc/');
  });

  test('of the demo or of nothing is explained before anybody is asked for a place', async () => {
    const { world, sharing } = setUp([makeProfile({ demo: true })]);
    expect(await sharing.file([makeProfile().id])).toMatchObject({
      ok: false,
      error: { explanation: { what: 'There is nothing to share.' } },
    });
    expect(await sharing.link([other])).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(world.asked).toEqual([]);
  });
});

test.each([
  ['Office: SSH / Paris', 'Office SSH Paris'],
  ['..', 'profile'],
  ['büro', 'büro'],
  ['CON?', '_CON'],
  [' .hidden', 'hidden'],
])('a file for “%s” is named %s', (name, expected) => {
  expect(fileNameOf(name)).toBe(expected);
});
