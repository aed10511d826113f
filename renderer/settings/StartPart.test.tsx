// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { Settings } from '../../preload/types.ts';
import { appState, view } from '../testing/fixtures.ts';
import { mount } from '../testing/mount.tsx';

afterEach(cleanup);

test('each choice is saved beside the others, and what is not chosen is what the app does by itself', async () => {
  const saved: Settings[] = [];
  const { user } = await mount(appState([view(1)]), {
    'settings.save': ({ settings }) => {
      saved.push(settings);
      return { ok: true, value: undefined };
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Settings' }));
  const choose = async (label: string, before: string, choice: string) => {
    await user.click(screen.getByRole('button', { name: `${before} ${label}` }));
    await user.click(await screen.findByRole('option', { name: choice }));
    const { appearance: _, ...rest } = saved.at(-1) ?? { appearance: null };
    return rest;
  };
  expect(await choose('Start Adit at login', 'No', 'Yes, in the tray')).toEqual({ startAtLogin: 'hidden' });
  expect(
    await choose(
      'Tunnels that are switched on at the start',
      'Those that were on when Adit ended',
      'Only those with “Switch on when Adit starts”',
    ),
  ).toEqual({ atStart: 'chosen' });
  expect(await choose('Notifications', 'Problems', 'None')).toEqual({ notifications: 'off' });
  expect(await choose('What is written to the log', 'All but details', 'Everything')).toEqual({ logLevel: 'debug' });
});
