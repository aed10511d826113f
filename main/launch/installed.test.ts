import { describe, expect, test } from 'vitest';
import { sayAll } from '../../preload/words/say.ts';
import { programChoices } from './choices.ts';
import { candidatesOf, findInstalled, sought } from './installed.ts';
import { recipes } from './recipes.ts';

describe('a place of the tables', () => {
  test.each<[NodeJS.Platform, string, Readonly<Record<string, string>>, readonly string[]]>([
    ['linux', 'ssh', { PATH: '/usr/bin:relative::/opt/bin' }, ['/usr/bin/ssh', '/opt/bin/ssh']],
    ['linux', 'ssh', {}, []],
    ['darwin', '{applications}/A.app', {}, ['/Applications/A.app', '/home/me/Applications/A.app']],
    ['win32', 'wt.exe', { Path: 'C:\\a;b;C:\\c' }, ['C:\\a\\wt.exe', 'C:\\c\\wt.exe']],
    ['win32', '{local}\\X\\x.exe', { LOCALAPPDATA: 'C:\\L' }, ['C:\\L\\X\\x.exe']],
    [
      'win32',
      '{programs}\\x.exe',
      { programfiles: 'C:\\P', 'ProgramFiles(x86)': 'C:\\P86' },
      ['C:\\P\\x.exe', 'C:\\P86\\x.exe'],
    ],
  ])('%s: %s', (platform, place, environment, expected) => {
    expect(candidatesOf(place, { platform, environment, home: '/home/me', isThere: async () => true })).toEqual(
      expected,
    );
  });

  test('begins with a folder that is known, if with any', () => {
    for (const { id, places } of sought)
      for (const [platform, all] of Object.entries(places))
        for (const place of all) {
          const environment = {
            PATH: platform === 'win32' ? 'C:\\p' : '/p',
            ProgramFiles: 'C:\\P',
            'ProgramFiles(x86)': 'C:\\X',
            LOCALAPPDATA: 'C:\\L',
            SystemRoot: 'C:\\W',
          };
          const world = {
            platform: platform as NodeJS.Platform,
            environment,
            home: '/home/me',
            isThere: async () => true,
          };
          expect(candidatesOf(place, world), `${id} at ${place}`).not.toEqual([]);
        }
  });
});

test('what is there is found at the first of its places', async () => {
  const there = new Set(['/b/ssh', '/b/konsole', '/b/xfreerdp']);
  const found = await findInstalled(
    { PATH: '/a:/b' },
    { platform: 'linux', home: '/h', isThere: async (file) => there.has(file) },
  );
  expect(Object.fromEntries(found)).toMatchObject({ konsole: '/b/konsole', freerdp: '/b/xfreerdp' });
  expect(found.get('openssh')).toBe('/b/ssh');
  expect(found.has('xterm')).toBe(false);
});

test('clients that share an id are the same program', () => {
  const byId = new Map<string, string>();
  for (const [application, { clients }] of Object.entries(recipes)) {
    const ids = clients.map(({ id }) => id);
    expect(new Set(ids).size, application).toBe(ids.length);
    for (const { id, places } of clients) {
      const known = byId.get(id);
      expect(known ?? JSON.stringify(places), id).toBe(JSON.stringify(places));
      byId.set(id, JSON.stringify(places));
    }
  }
});

test('the settings offer what this system can have, and say what is here', () => {
  const choices = programChoices('linux', new Map([['konsole', '/usr/bin/konsole']]));
  expect(choices[0]).toMatchObject({ slot: 'terminal' });
  expect(choices[0]?.clients.filter(({ isFound }) => isFound).map(({ id }) => id)).toEqual(['konsole']);
  expect(choices.find(({ slot }) => slot === 'sftp')?.clients.map(({ id }) => id)).not.toContain('winscp');
  expect(sayAll(choices.find(({ slot }) => slot === 'http')?.clients[0])).toEqual({
    id: 'browser',
    label: 'The browser',
    isFound: true,
    canBeElsewhere: false,
  });
});
