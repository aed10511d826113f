import { describe, expect, it } from 'vitest';
import { sayAll } from '../../../preload/words/say.ts';
import { clientForms, type OpenvpnClient } from './clients.ts';
import { connectionName, type HandOverRequest, planHandOver, stepLines } from './hand-over.ts';

const name = connectionName('Büro “Nord” (VPN)', '1a2b3c4d-0000-4000-8000-000000000000');
const file = `/home/ada/.config/Adit/openvpn/1a2b3c4d/${name}.ovpn`;
const request: HandOverRequest = {
  client: 'openvpn',
  platform: 'linux',
  program: '/usr/sbin/openvpn',
  name,
  file,
  socket: '/home/ada/.config/Adit/openvpn/1a2b3c4d/m.sock',
  user: 'ada',
  home: '/home/ada',
  elevate: ['sudo'],
  heldIpv6: [],
  isKnown: false,
};
const plan = (change: Partial<HandOverRequest>) => {
  const planned = planHandOver({ ...request, ...change });
  if (planned === null) throw new Error('not on this platform');
  return planned;
};
const commands = (steps: readonly { readonly argv?: readonly string[] }[]) => steps.map(({ argv = [] }) => argv);

describe('the name of a connection', () => {
  it('is the profile’s, without what means something to a script or a file system, and tells profiles apart', () => {
    expect(name).toBe('Büro Nord VPN Adit-1a2b3c');
    expect(connectionName('../../x"; rm', 'abcdef00')).toBe('x rm Adit-abcdef');
    expect(connectionName('***', 'abcdef00')).toBe('VPN Adit-abcdef');
    expect(connectionName('a'.repeat(300), 'abcdef00').length).toBeLessThan(60);
  });
});

describe('the hand-over', () => {
  it('replaces a connection of NetworkManager, keeps it from the default route, and brings it up', () => {
    const { start, stop } = plan({ client: 'network-manager', program: '/usr/bin/nmcli' });
    expect(commands(start as never)).toEqual([
      ['/usr/bin/nmcli', 'connection', 'delete', 'id', name],
      ['/usr/bin/nmcli', 'connection', 'import', 'type', 'openvpn', 'file', file],
      [
        ...['/usr/bin/nmcli', 'connection', 'modify', 'id', name],
        ...['ipv4.never-default', 'yes', 'ipv6.never-default', 'yes', 'vpn.persistent', 'yes'],
      ],
      ['/usr/bin/nmcli', '--wait', '90', 'connection', 'up', 'id', name],
    ]);
    expect(start.map((step) => step.kind === 'run' && step.mayFail === true)).toEqual([true, false, false, false]);
    expect(commands(stop as never)).toEqual([
      ['/usr/bin/nmcli', '--wait', '20', 'connection', 'down', 'id', name],
      ['/usr/bin/nmcli', 'connection', 'delete', 'id', `${name} IPv6`],
    ]);
  });

  it('has NetworkManager keep IPv6 back by a connection in memory, once the VPN is up, and take it away with the VPN', () => {
    const { start, stop } = plan({ client: 'network-manager', program: 'nmcli', heldIpv6: ['2000::/4', '3000::/5'] });
    const after = commands(start as never).slice(4);
    expect(after.map((argv) => argv.slice(1).join(' '))).toEqual([
      `connection delete id ${name} IPv6`,
      `connection add save no type tun mode tun con-name ${name} IPv6 ifname adit6-1a2b3c connection.autoconnect no ipv4.method disabled ipv6.method manual ipv6.addresses fd15:53b6:dead::2/64 ipv6.routes 2000::/4,3000::/5`,
      `--wait 20 connection up id ${name} IPv6`,
    ]);
    expect(commands(stop as never).at(-1)).toEqual(after[0]);
  });

  it('asks for the administrator in a terminal where there is openvpn alone, and ends it without', () => {
    const { start, stop, says } = plan({});
    expect(start).toEqual([
      {
        kind: 'terminal',
        argv: [
          'sudo',
          '/usr/sbin/openvpn',
          '--config',
          file,
          '--management',
          request.socket,
          'unix',
          '--management-client-user',
          'ada',
        ],
      },
    ]);
    expect(stop).toMatchObject([{ kind: 'manage', socket: request.socket, command: 'signal SIGTERM' }]);
    expect(sayAll(says)).toContain('password');
    expect(plan({ elevate: [] }).start).toEqual([
      { kind: 'terminal', argv: ['/usr/sbin/openvpn', '--config', file, '--management', request.socket, 'unix'] },
    ]);
  });

  it('lets a person confirm in Tunnelblick, and only when the configuration is new', () => {
    const tunnelblick = {
      client: 'tunnelblick',
      platform: 'darwin',
      program: '/Applications/Tunnelblick.app',
    } as const;
    expect(plan(tunnelblick).start).toMatchObject([
      { kind: 'run', argv: ['/usr/bin/open', '-a', '/Applications/Tunnelblick.app', file] },
      { kind: 'await', text: name },
      { kind: 'run', argv: ['/usr/bin/osascript', '-e', `tell application "Tunnelblick" to connect "${name}"`] },
    ]);
    expect(plan({ ...tunnelblick, isKnown: true }).start).toHaveLength(1);
  });

  it('puts the file where OpenVPN GUI looks, and names it', () => {
    const program = String.raw`C:\Program Files\OpenVPN\bin\openvpn-gui.exe`;
    const { start, stop } = plan({ client: 'openvpn-gui', platform: 'win32', program, home: String.raw`C:\Users\ada` });
    expect(start[0]).toEqual({ kind: 'place', to: `C:\\Users\\ada\\OpenVPN\\config\\${name}.ovpn` });
    expect(start.at(-1)).toEqual({ kind: 'start', argv: [program, '--command', 'connect', name] });
    expect(stop).toMatchObject([{ argv: [program, '--command', 'disconnect', name] }]);
  });

  it('controls Viscosity by script on macOS and by its command line on Windows', () => {
    const mac = plan({ client: 'viscosity', platform: 'darwin', program: '/Applications/Viscosity.app' });
    expect(mac.stop).toMatchObject([
      { argv: ['/usr/bin/osascript', '-e', `tell application "Viscosity" to disconnect "${name}"`] },
    ]);
    const program = String.raw`C:\Program Files\Viscosity\Viscosity.exe`;
    expect(plan({ client: 'viscosity', platform: 'win32', program }).stop).toMatchObject([
      { argv: [String.raw`C:\Program Files\Viscosity\ViscosityCC.exe`, 'disconnect', name] },
    ]);
  });

  it('imports into OpenVPN Connect and says what is left to do', () => {
    const connect = plan({
      client: 'openvpn-connect',
      platform: 'darwin',
      program: '/Applications/OpenVPN Connect.app',
    });
    expect(connect.start).toEqual([
      {
        kind: 'start',
        argv: [
          '/Applications/OpenVPN Connect.app/Contents/MacOS/OpenVPN Connect',
          `--import-profile=${file}`,
          `--name=${name}`,
        ],
      },
    ]);
    expect(sayAll(connect.says)).toBe(`Switch “${name}” on in OpenVPN Connect.`);
  });

  it('is not planned for a client that the platform does not have', () => {
    for (const [client, { platforms }] of Object.entries(clientForms)) {
      for (const platform of ['linux', 'darwin', 'win32'] as const) {
        const planned = planHandOver({ ...request, client: client as OpenvpnClient, platform });
        expect(planned !== null, `${client} on ${platform}`).toBe(platforms.includes(platform));
      }
    }
  });
});

it('reads as commands that can be typed', () => {
  const { start } = plan({ client: 'network-manager', program: 'nmcli' });
  expect(stepLines(start, request, 'linux')[1]).toBe(`nmcli connection import type openvpn file '${file}'`);
  expect(stepLines([{ kind: 'place', to: String.raw`C:\x y` }], { file: 'a' }, 'win32')).toEqual([
    String.raw`copy a 'C:\x y'`,
  ]);
});
