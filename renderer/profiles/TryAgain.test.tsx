// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { TunnelError } from '../../preload/types.ts';
import { appState, idOf, tunnel, view } from '../testing/fixtures.ts';
import { mount } from '../testing/mount.tsx';

const place = { host: 'db.example.org', port: 443 };
const away = (error: TunnelError, retryAt: number | null) =>
  tunnel(
    { kind: 'on', accept: [{ host: '127.0.0.1', port: 5432 }], server: { kind: 'unreachable', error, retryAt } },
    { what: 'It is away.', why: 'It happens.', next: 'Wait.' },
  );
const refused: TunnelError = { kind: 'refused', ...place };
const soon = () => Date.now() + 30_000;
const profileId = idOf(1);

afterEach(cleanup);

const status = async () => within(await screen.findByRole('region', { name: 'Status' }));

describe('a server that is away', () => {
  it('says when it is tried again, and is tried now when asked', async () => {
    const { sent, user } = await mount(appState([view(1, {}, away(refused, soon()))]));
    expect((await screen.findByRole('timer')).textContent).toMatch(/^Next try in (2\d|30) s$/);
    await user.click(await screen.findByRole('button', { name: 'Now' }));
    expect(sent('tunnel.check')).toEqual([{ profileId }]);
    // One server has no others.
    expect(screen.queryByRole('button', { name: 'All now' })).toBeNull();
  });

  it('is left alone, and tried again, as a person wants', async () => {
    const { sent, user, double } = await mount(appState([view(1, {}, away(refused, soon()))]));
    await user.click(await screen.findByRole('button', { name: 'Do not try by itself' }));
    expect(sent('tunnel.hold')).toEqual([{ profileId, held: true }]);
    double.emit('state.changed', {
      rev: 2,
      changes: [{ kind: 'tunnel', profileId, tunnel: away(refused, null) }],
    });
    expect(await (await status()).findByText('Adit does not try by itself.')).toBeTruthy();
    expect(screen.queryByRole('timer')).toBeNull();
    await user.click(await screen.findByRole('button', { name: 'Try by itself again' }));
    expect(sent('tunnel.hold').at(-1)).toEqual({ profileId, held: false });
  });

  it('is tried together with the others that are', async () => {
    const two = [1, 2].map((seed) => view(seed, {}, away(refused, soon())));
    const { sent, user } = await mount(appState(two));
    await user.click(await screen.findByRole('button', { name: 'All now' }));
    expect(sent('tunnel.checkAll')).toHaveLength(1);
  });

  it('behind a log-in page of the network opens that page', async () => {
    const portal: TunnelError = { kind: 'captive-portal', ...place, page: 'http://login.hotel.test/' };
    const { sent, user } = await mount(appState([view(1, {}, away(portal, soon()))]));
    await user.click(await screen.findByRole('button', { name: 'Open the log-in page' }));
    expect(sent('tunnel.openLoginPage')).toEqual([{ profileId }]);
  });

  it('whose way a VPN swallows is watched, and not tried', async () => {
    const loop: TunnelError = { kind: 'vpn-loop', host: place.host, address: '192.0.2.1', device: 'tun0' };
    await mount(appState([view(1, {}, away(loop, null))]));
    await status();
    expect(screen.queryByRole('button', { name: 'Now' })).toBeNull();
    expect(screen.queryByText('Adit does not try by itself.')).toBeNull();
  });
});
