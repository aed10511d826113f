// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { appState, view } from '../testing/fixtures.ts';
import { mount } from '../testing/mount.tsx';

afterEach(cleanup);

// What is in a disabled fieldset is disabled by the browser.
const isLocked = (control: HTMLElement) => control.closest('fieldset')?.disabled === true;

test('what an administrator has decided is named in the settings, and a profile of theirs has nothing to change it with', async () => {
  const user = userEvent.setup();
  const company = view(1);
  const managed = {
    settings: ['updates', 'notifications'] as const,
    profileIds: [company.profile.id],
    requiresVerification: true,
  };
  await mount({ ...appState([company, view(2)]), managed });
  expect(await screen.findByText(/managed by an administrator/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull();
  expect(isLocked(screen.getByRole('switch', { name: 'Switch on when Adit starts' }))).toBe(true);
  expect(screen.getByText('An administrator of this computer has decided this.')).toBeTruthy();
  await user.click(await screen.findByRole('button', { name: 'Settings' }));
  expect(isLocked(screen.getByRole('switch', { name: /^Install newer versions/ }))).toBe(true);
  expect(isLocked(screen.getByRole('button', { name: /Notifications/ }))).toBe(true);
  expect(isLocked(screen.getByRole('button', { name: /Start Adit at login/ }))).toBe(false);
  const part = await screen.findByRole('region', { name: /^Managed by/ });
  for (const words of ['Updates, Notifications', 'One server is here', 'must be verified']) {
    expect(part.textContent).toContain(words);
  }
});
