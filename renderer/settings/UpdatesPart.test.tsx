// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import type { UpdateView } from '../../preload/update.ts';
import { appState, view } from '../testing/fixtures.ts';
import { mount } from '../testing/mount.tsx';

afterEach(cleanup);

async function open(update: UpdateView) {
  const user = userEvent.setup();
  const { double } = await mount(
    { ...appState([view(1)]), update },
    { 'about.licences': () => ({ ok: true, value: { text: 'zod 4\n\nMIT License' } }) },
  );
  await user.click(await screen.findByRole('button', { name: 'Settings' }));
  await screen.findByRole('region', { name: 'Updates' });
  return { user, names: () => double.requests.map(({ name }) => name), requests: double.requests };
}
const theSwitch = () => screen.queryByRole('switch', { name: 'Install newer versions when Adit ends' });

test('where a package manager brings updates there is nothing to switch, and it is said who does', async () => {
  await open({ kind: 'elsewhere', by: 'apt' });
  screen.getByText(/apt upgrade/);
  expect([theSwitch(), screen.queryByRole('button', { name: 'Look now' })]).toEqual([null, null]);
});

test('updates are switched off, and looked for now', async () => {
  const { user, names, requests } = await open({ kind: 'newest', since: null });
  await user.click(screen.getByRole('button', { name: 'Look now' }));
  expect(names()).toContain('update.look');
  await user.click(theSwitch() ?? document.body);
  expect(requests.at(-1)).toMatchObject({ name: 'settings.save', request: { settings: { updates: 'off' } } });
});

test('what is new in a version that is ready stands there line by line', async () => {
  await open({ kind: 'ready', version: '0.2.0', news: ['Faster', 'Smaller'] });
  screen.getByText('Adit 0.2.0 is installed when you quit Adit.');
  const list = screen.getByRole('list', { name: 'What is new in Adit 0.2.0' });
  expect([...list.children].map(({ textContent }) => textContent)).toEqual(['Faster', 'Smaller']);
});

test('the licences of what is bundled are read when somebody wants to see them', async () => {
  const { user, names } = await open({ kind: 'newest', since: null });
  expect(names()).not.toContain('about.licences');
  await user.click(screen.getByRole('button', { name: 'Licences' }));
  expect(await screen.findByRole('textbox', { name: /each package’s licence/ })).toHaveProperty(
    'value',
    'zod 4\n\nMIT License',
  );
});
