import { describe, expect, test } from 'vitest';
import type { ProfileView } from '../../../preload/app-state.ts';
import type { ServerStatus, TunnelStatus } from '../../../preload/types.ts';
import { makeProfile } from '../../state/make-profile.ts';
import { tunnelOff } from '../../state/tunnel-views.ts';
import { explain } from '../../tunnel/explain.ts';
import { trayIconFile } from './icon.ts';
import { type TrayItem, trayModel } from './model.ts';

const refused = { kind: 'refused', host: 'vpn.example.org', port: 443 } as const;
const on = (server: ServerStatus): TunnelStatus => ({ kind: 'on', accept: [], server });
const statuses = {
  off: { kind: 'off' },
  starting: { kind: 'starting' },
  on: on({ kind: 'checking' }),
  unreachable: on({ kind: 'unreachable', error: refused, retryAt: 0 }),
  blocked: { kind: 'blocked', error: refused, remedy: { kind: 'retry' } },
} as const satisfies Record<string, TunnelStatus>;

const view = (status: keyof typeof statuses, name = 'Office'): ProfileView => ({
  profile: makeProfile({ id: `id-${name}`, name }),
  tunnel: {
    ...tunnelOff,
    status: statuses[status],
    explanation: status === 'unreachable' || status === 'blocked' ? explain(refused) : null,
  },
  launch: null,
  vpn: null,
  secrets: [],
});

describe('the icon', () => {
  test.each<[readonly (keyof typeof statuses)[], string]>([
    [[], 'off'],
    [['off', 'off'], 'off'],
    [['off', 'on'], 'on'],
    [['on', 'starting'], 'starting'],
    [['starting', 'blocked', 'on'], 'attention'],
    [['on', 'unreachable'], 'attention'],
  ])('of tunnels that are %j is %s', (of, icon) => {
    expect(trayModel({ profiles: of.map((status, index) => view(status, `p${index}`)) }).icon).toBe(icon);
  });

  test.each<[NodeJS.Platform, boolean, string]>([
    ['darwin', true, 'tray-onTemplate.png'],
    ['darwin', false, 'tray-onTemplate.png'],
    ['linux', true, 'tray-on-dark.png'],
    ['linux', false, 'tray-on-light.png'],
    ['win32', true, 'tray-on-dark.ico'],
    ['win32', false, 'tray-on-light.ico'],
  ])('on %s with a dark panel %s is %s', (platform, dark, file) => {
    expect(trayIconFile('on', platform, dark)).toBe(file);
  });
});

describe('the menu', () => {
  test('without profiles offers to add one and to quit', () => {
    expect(trayModel({ profiles: [] }).items.map(({ id }) => id)).toEqual(['open', 'add', 'separator-quit', 'quit']);
  });

  test('has a checkbox and a status line for each profile', () => {
    const { items } = trayModel({ profiles: [view('on', 'A'), view('off', 'B')] });
    expect(items.slice(0, 4)).toMatchObject([
      { id: 'toggle-id-A', kind: 'checkbox', label: 'A', checked: true, action: { kind: 'toggle', profileId: 'id-A' } },
      {
        id: 'status-id-A',
        kind: 'submenu',
        label: '    On · checking the server',
        items: [
          { id: 'diagnose-id-A', action: { kind: 'diagnose' } },
          { id: 'show-id-A', action: { kind: 'show-profile' } },
        ],
      },
      { id: 'toggle-id-B', kind: 'checkbox', label: 'B', checked: false },
      { id: 'status-id-B', label: '    Off' },
    ]);
  });

  const all = (items: readonly TrayItem[]): readonly TrayItem[] =>
    items.flatMap((item) => (item.kind === 'submenu' ? [item, ...all(item.items)] : [item]));
  const many = (count: number, group: string | null, status: keyof typeof statuses = 'off') =>
    Array.from({ length: count }, (_, index): ProfileView => {
      const made = view(status, `${group ?? 'none'}-${index}`);
      return { ...made, profile: { ...made.profile, group } };
    });

  test('has what is in trouble first', () => {
    const { items } = trayModel({ profiles: [view('on', 'A'), view('unreachable', 'B'), view('blocked', 'C')] });
    expect(items.filter(({ kind }) => kind === 'checkbox').map(({ id }) => id)).toEqual([
      'toggle-id-B',
      'toggle-id-C',
      'toggle-id-A',
    ]);
  });

  test('has eight servers flat, and more of them in groups behind those in trouble', () => {
    const flat = trayModel({ profiles: [...many(4, 'Work'), ...many(4, null)] }).items;
    expect(flat.filter(({ kind }) => kind === 'checkbox')).toHaveLength(8);
    const profiles = [...many(4, 'Work'), ...many(4, null, 'on'), view('unreachable', 'Home')];
    const { items } = trayModel({ profiles });
    expect(items.map((item) => (item.kind === 'separator' ? '-' : item.label))).toEqual([
      'Home',
      expect.stringContaining('server unreachable'),
      '-',
      'Work',
      'Other servers (4 on)',
      'All on',
      'All off',
      '-',
      'Open Adit',
      'Add a server …',
      '-',
      'Quit',
    ]);
    const ids = all(items).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => id.startsWith('toggle-'))).toHaveLength(9);
  });

  test('has a line each for very many servers, and what can be done with those that are on', () => {
    const profiles = [...many(38, 'Work'), ...many(4, 'Home', 'on')];
    const ids = all(trayModel({ profiles }).items).map(({ id }) => id);
    expect(ids.filter((id) => id.startsWith('toggle-'))).toHaveLength(42);
    expect(ids.filter((id) => id.startsWith('status-'))).toEqual(
      profiles.slice(38).map(({ profile }) => `status-${profile.id}`),
    );
  });

  test('switches all of them, and all of a group, where that does something', () => {
    const { items } = trayModel({ profiles: [...many(5, 'Work', 'on'), ...many(4, 'Home')] });
    const actions = all(items).flatMap((item) =>
      item.kind === 'line' && item.action.kind === 'switch-all' ? [`${item.id} ${item.action.profileIds.length}`] : [],
    );
    expect(actions).toEqual(['group-Work-off 5', 'group-Home-on 4', 'all-on 4', 'all-off 5']);
  });

  test('offers for each what can be done with it now', () => {
    const launch = { label: 'Open SSH', command: 'ssh', starts: true, by: 'OpenSSH', lines: [], notes: [] };
    const labels = (of: ProfileView) =>
      all(trayModel({ profiles: [{ ...of, launch }] }).items)
        .filter(({ id }) => id.endsWith(of.profile.id) && !/^(toggle|status)/.test(id))
        .map((item) => (item.kind === 'separator' ? '-' : item.label));
    expect(labels(view('on'))).toEqual(['Open SSH', 'Copy command', 'Check connection', 'Show in Adit']);
    expect(labels(view('unreachable'))).toEqual([
      'Open SSH',
      'Copy command',
      'Try now',
      'Do not try by itself',
      'Check connection',
      'Show in Adit',
    ]);
  });

  test('stays the same while a server is tried again and again', () => {
    const at = (retryAt: number) => {
      const made = view('unreachable');
      const status = on({ kind: 'unreachable', error: refused, retryAt });
      return trayModel({ profiles: [{ ...made, tunnel: { ...made.tunnel, status } }] });
    };
    expect(at(1)).toEqual(at(2));
  });

  test('a blocked tunnel is ticked: it is wanted, and a click switches it off', () => {
    expect(trayModel({ profiles: [view('blocked')] }).items[0]).toMatchObject({ checked: true });
  });

  test('names cannot make shortcuts, line breaks or endless lines', () => {
    const { items } = trayModel({ profiles: [view('off', `R&D\n${'x'.repeat(200)}`)] });
    const [item] = items;
    if (item?.kind !== 'checkbox') throw new Error('expected a checkbox');
    expect(item.label.startsWith('R&&D xxx')).toBe(true);
    expect(item.label.length).toBeLessThanOrEqual(73);
  });
});

describe('the tooltip', () => {
  test('says what needs attention first', () => {
    const { tooltip } = trayModel({ profiles: [view('on', 'A'), view('blocked', 'B')] });
    expect(tooltip).toMatch(/^Adit: B: Blocked: /);
  });

  test.each<[readonly (keyof typeof statuses)[], string]>([
    [['off'], 'Adit: all tunnels are off'],
    [['on', 'off'], 'Adit: p0: On · checking the server'],
    [['on', 'on'], 'Adit: 2 tunnels are on'],
  ])('of tunnels that are %j', (of, tooltip) => {
    expect(trayModel({ profiles: of.map((status, index) => view(status, `p${index}`)) }).tooltip).toBe(tooltip);
  });
});
