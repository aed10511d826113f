// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import type { Network, Place } from '../../preload/networks.ts';
import type { Settings } from '../../preload/types.ts';
import { appState, idOf, view } from '../testing/fixtures.ts';
import { fill, mount } from '../testing/mount.tsx';

afterEach(cleanup);

const router = '02:00:00:00:00:01';
const home: Network = { id: idOf(90), name: 'Home', gateways: [router], wifi: null, rules: [] };
const at = (networkId: string | null, sign: 'strong' | 'weak' | null): Place => ({
  kind: 'network',
  networkId,
  sign,
  gateway: router,
  wifi: null,
});

async function open(place: Place | null, networks: readonly Network[]) {
  const user = userEvent.setup();
  const saved: Settings[] = [];
  const state = appState([view(1, { name: 'Office', group: 'Work' })]);
  await mount(
    { ...state, place, settings: { ...state.settings, networks: [...networks] } },
    {
      'settings.save': ({ settings }) => {
        saved.push(settings);
        return { ok: true, value: undefined };
      },
    },
  );
  await user.click(await screen.findByRole('button', { name: 'Settings' }));
  await user.click(await screen.findByRole('button', { name: /^Networks/ }));
  return { user, saved };
}

test('the network that this computer is in gets a name, and is known by its router', async () => {
  const { user, saved } = await open(at(null, null), []);
  await screen.findByText(/Its router is/);
  await user.click(screen.getByRole('button', { name: 'Name this network' }));
  expect(saved.at(-1)?.networks).toEqual([
    { id: expect.any(String), name: 'Network 1', gateways: [router], wifi: null, rules: [] },
  ]);
});

test('a name counts when its field is left, and none without a letter', async () => {
  const { user, saved } = await open(at(home.id, 'strong'), [home]);
  await screen
    .findByText('You are in Home.'.replace('Home', '\u2068Home\u2069'))
    .catch(() => screen.findByText(/You are in/));
  const field = screen.getByRole('textbox', { name: 'Name of the network' });
  const leaveWith = async (text: string) => {
    field.focus();
    fill(field, text);
    await user.tab();
  };
  await leaveWith('');
  expect(saved).toEqual([]);
  await leaveWith('Flat');
  expect(saved.at(-1)?.networks?.[0]?.name).toBe('Flat');
});

test('a rule is chosen for a server or a group, and goes with its last choice', async () => {
  const { user, saved } = await open(at(home.id, 'strong'), [
    { ...home, rules: [{ of: { kind: 'group', group: 'Work' }, outcome: 'off' }] },
  ]);
  const rules = within(screen.getByRole('group', { name: 'Rules' }));
  await user.click(rules.getByRole('button', { name: /Add a rule for/ }));
  await user.click(await screen.findByRole('option', { name: 'Office' }));
  expect(saved.at(-1)?.networks?.[0]?.rules).toEqual([
    { of: { kind: 'group', group: 'Work' }, outcome: 'off' },
    { of: { kind: 'profile', profileId: idOf(1) }, outcome: 'on' },
  ]);
});

test('a Wi-Fi that is only called so is said to be no proof, and its router can be added', async () => {
  const { user, saved } = await open({ ...at(home.id, 'weak'), gateway: '02:00:00:00:00:09' } as Place, [
    { ...home, wifi: 'Blue' },
  ]);
  await screen.findByText(/its router is another one/);
  await user.click(screen.getByRole('button', { name: 'This is one of its routers, too' }));
  expect(saved.at(-1)?.networks?.[0]?.gateways).toEqual([router, '02:00:00:00:00:09']);
});
