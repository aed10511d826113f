// @vitest-environment happy-dom
import { act, cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { StateChange } from '../../preload/app-state.ts';
import { appState, idOf, reachable, view } from '../testing/fixtures.ts';
import { mount } from '../testing/mount.tsx';

afterEach(cleanup);

const frame = () => act(() => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done, 0))));

it('shows at once what was changed, and what the status means for the cards a frame later', async () => {
  const { double } = await mount(appState([view(1)]));
  const tell = (rev: number, change: StateChange) =>
    act(() => double.emit('state.changed', { rev, changes: [change] }));
  const facts = within(screen.getByRole('region', { name: 'Connection' }));
  tell(2, { kind: 'profile', view: view(1, { connect: [{ host: 'other.example', port: 443 }] }) });
  expect(facts.getByTitle('other.example:443')).toBeTruthy();
  await frame();
  tell(3, { kind: 'tunnel', profileId: idOf(1), tunnel: reachable() });
  expect(screen.getByTestId('detail-status').textContent).toContain('server reachable');
  expect(facts.queryByText('Encryption')).toBeNull();
  expect(await facts.findByText('Encryption')).toBeTruthy();
  tell(4, { kind: 'profile', view: view(1, {}, reachable()) });
  expect(facts.queryByTitle('other.example:443')).toBeNull();
});
