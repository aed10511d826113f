import { expect, it } from 'vitest';
import { backgroundOf } from './plan.ts';
import type { Service, Surroundings } from './service.ts';

const service = (changes: Partial<Service> = {}): Service => ({
  name: 'adit',
  system: false,
  program: ['/usr/bin/node', '/usr/lib/adit/cli.js'],
  file: '/home/ada/tunnels/client.conf',
  user: 'ada',
  writes: [],
  ...changes,
});
const on = (platform: NodeJS.Platform, env: NodeJS.ProcessEnv = {}): Surroundings => ({
  platform,
  home: '/home/ada',
  env,
  uid: 1000,
});

function planOf(...input: Parameters<typeof backgroundOf>) {
  const background = backgroundOf(...input);
  if (background.kind !== 'plan') throw new Error(background.kind);
  return background.plan;
}

it.each<[string, Partial<Service>, Surroundings, string]>([
  ['one’s own on Linux', {}, on('linux'), '/home/ada/.config/systemd/user/adit.service'],
  ['where XDG says', {}, on('linux', { XDG_CONFIG_HOME: '/c' }), '/c/systemd/user/adit.service'],
  ['the system’s', { system: true, name: 'office' }, on('linux'), '/etc/systemd/system/office.service'],
  ['one’s own on macOS', {}, on('darwin'), '/home/ada/Library/LaunchAgents/adit.plist'],
  ['macOS’ own', { system: true }, on('darwin'), '/Library/LaunchDaemons/adit.plist'],
])('the unit is where the system looks: %s', (_, changes, surroundings, path) => {
  expect(planOf(service(changes), surroundings).unit.path).toBe(path);
});

it.each([
  ['/a b/c.conf', '"/a b/c.conf"'],
  ['/a"b\\c', '"/a\\"b\\\\c"'],
  ['/100%/$HOME', '"/100%%/$$HOME"'],
])('systemd gets the path as it is: %s', (file, quoted) => {
  const { text } = planOf(service({ file }), on('linux')).unit;
  expect(text).toContain(`ExecStart="/usr/bin/node" "/usr/lib/adit/cli.js" "run" ${quoted}\n`);
});

it('launchd gets it as XML has it', () => {
  const { text } = planOf(service({ file: '/a <b> & c.conf' }), on('darwin')).unit;
  expect(text).toContain('<string>/a &lt;b&gt; &amp; c.conf</string>');
});

it('the system’s own runs as whoever owns the configuration, and writes only where that says', () => {
  const { text } = planOf(service({ system: true, writes: ['/var/log/my tunnels'] }), on('linux')).unit;
  expect(text).toContain('\nUser=ada\n');
  expect(text).toContain('\nReadWritePaths="/var/log/my tunnels"\n');
  expect(planOf(service(), on('linux')).unit.text).not.toContain('User=');
});

it('only what stops something that may not run is allowed to fail', () => {
  for (const platform of ['linux', 'darwin'] as const) {
    const { install, remove } = planOf(service(), on(platform));
    expect(install.at(-1)?.optional).toBe(false);
    expect(remove.every(({ optional }) => optional)).toBe(true);
  }
});

it('Windows’ task scheduler is told by a person', () => {
  const background = backgroundOf(
    service({
      program: ['C:\\Program Files\\Adit\\Adit.exe', '--cli', '--'],
      file: 'C:\\my tunnels\\c.conf',
      system: true,
    }),
    on('win32'),
  );
  expect(background).toMatchObject({
    kind: 'recipe',
    install: [
      'schtasks /Create /TN adit /SC ONSTART /RU SYSTEM /F /TR "\\"C:\\Program Files\\Adit\\Adit.exe\\" --cli -- run \\"C:\\my tunnels\\c.conf\\""',
      'schtasks /Run /TN adit',
    ],
  });
});

it('a system that is not known gets the command to start', () => {
  expect(backgroundOf(service(), on('freebsd'))).toMatchObject({
    kind: 'unknown',
    sentence: expect.stringContaining('run /home/ada/tunnels/client.conf'),
  });
});
