// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import type { CommandLink } from '../../preload/contract.ts';
import { appState, view } from '../testing/fixtures.ts';
import { mount } from '../testing/mount.tsx';

afterEach(cleanup);

const file = '/Users/anna/.local/bin/adit';
const open = async (found: CommandLink | null, onSet?: () => CommandLink) => {
  const user = userEvent.setup();
  await mount(appState([view(1)]), {
    'command.find': () => ({ ok: true, value: found }),
    'command.set': () =>
      onSet === undefined
        ? {
            ok: false,
            error: { code: 'failed', explanation: { what: 'The command was not installed.', why: '', next: '' } },
          }
        : { ok: true, value: onSet() },
  });
  await user.click(await screen.findByRole('button', { name: 'Settings' }));
  await screen.findByRole('radio', { name: 'Dark' });
  return user;
};
const theSwitch = () => screen.queryByRole('switch', { name: 'Install the adit command' });

test('where packages install the command there is nothing to see', async () => {
  await open(null);
  expect(theSwitch()).toBeNull();
});

test('the command is installed by a switch, which says where it is and what is left to do', async () => {
  const user = await open({ kind: 'none' }, () => ({ kind: 'installed', file, onPath: false }));
  await user.click(await screen.findByRole('switch', { name: 'Install the adit command' }));
  await screen.findByText(/Add its folder to the PATH/);
  expect(theSwitch()).toHaveProperty('checked', true);
});

test('what did not work is said, and nothing is pretended', async () => {
  const user = await open({ kind: 'none' });
  await user.click(await screen.findByRole('switch', { name: 'Install the adit command' }));
  await screen.findByText('The command was not installed.');
  expect(theSwitch()).toHaveProperty('checked', false);
});
