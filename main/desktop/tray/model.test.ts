import { describe, expect, test } from 'vitest';
import type { ProfileView } from '../../../preload/app-state.ts';
import type { ServerStatus, TunnelStatus } from '../../../preload/types.ts';
import { makeProfile } from '../../state/make-profile.ts';
import { tunnelOff } from '../../state/tunnel-views.ts';
import { explain } from '../../tunnel/explain.ts';
import { trayIconFile } from './icon.ts';
import { trayModel } from './model.ts';

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
      { id: 'status-id-A', label: '    On · checking the server', action: { kind: 'show-profile' } },
      { id: 'toggle-id-B', kind: 'checkbox', label: 'B', checked: false },
      { id: 'status-id-B', label: '    Off' },
    ]);
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
