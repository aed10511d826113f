import { describe, expect, test } from 'vitest';
import { sayAll } from '../../../preload/words/say.ts';
import { LINUX_POLICY, MAC_POLICY, type PolicyPorts, readPolicy, WINDOWS_POLICY } from './read-policy.ts';

const missing = (path: string): never => {
  throw Object.assign(new Error(path), { code: 'ENOENT' });
};
const computer = (platform: NodeJS.Platform, change: Partial<PolicyPorts> = {}): PolicyPorts => ({
  platform,
  env: { SystemRoot: 'C:\\Windows' },
  readText: missing,
  run: () => Promise.reject(new Error('exit 1')),
  ...change,
});
const only =
  (file: string, text: string) =>
  (path: string): string =>
    path === file ? text : missing(path);

const nothing = { settings: {}, profiles: [], requireVerification: false, problems: [] };
const decided = { settings: { updates: 'off' }, profiles: [], requireVerification: true, problems: [] };

test.each(['linux', 'darwin', 'win32'] as const)(
  'a computer with %s and without a policy has none',
  async (platform) => {
    expect(await readPolicy(computer(platform))).toEqual(nothing);
  },
);

describe('a policy', () => {
  test('is a JSON file on Linux', async () => {
    const readText = only(LINUX_POLICY, '{"updates": "off", "requireVerification": true}');
    expect(await readPolicy(computer('linux', { readText }))).toEqual(decided);
  });

  test('is a key of the registry on Windows', async () => {
    const asked: unknown[] = [];
    const run = async (program: string, line: readonly string[]) => {
      asked.push([program, ...line]);
      return `\r\n${WINDOWS_POLICY}\r\n    Updates    REG_SZ    off\r\n    RequireVerification    REG_DWORD    0x1\r\n    ProfilesFile    REG_SZ    \r\n\r\n`;
    };
    const policy = await readPolicy(computer('win32', { run }));
    expect(policy).toMatchObject({ settings: { updates: 'off' }, requireVerification: true });
    expect(sayAll(policy.problems)).toEqual([expect.stringContaining('“profilesFile”')]);
    expect(asked).toEqual([['C:\\Windows\\System32\\reg.exe', 'query', WINDOWS_POLICY]]);
  });

  test('is a managed preference on macOS', async () => {
    const run = async () => '{"Updates": "off", "RequireVerification": true, "PayloadUUID": "1"}';
    expect(await readPolicy(computer('darwin', { run, readText: only(MAC_POLICY, 'bplist') }))).toEqual(decided);
  });

  test.each([
    ['is not JSON', computer('linux', { readText: only(LINUX_POLICY, '{') })],
    [
      'may not be read',
      computer('linux', {
        readText: () => {
          throw Object.assign(new Error(''), { code: 'EACCES' });
        },
      }),
    ],
    ['is no property list', computer('darwin', { readText: only(MAC_POLICY, '?') })],
  ])('that %s counts as the strictest, and is told', async (_, ports) => {
    const policy = await readPolicy(ports);
    expect(policy).toMatchObject({ settings: {}, requireVerification: true });
    expect(sayAll(policy.problems)).toEqual([expect.stringContaining('cannot be read')]);
  });
});
