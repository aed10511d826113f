// @vitest-environment happy-dom
import { act, cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { ImportPreview } from '../../preload/import-preview.ts';
import { appState, preview, service } from '../testing/fixtures.ts';
import { fill, mount } from '../testing/mount.tsx';

afterEach(cleanup);

it('keeps what was typed on the way to the fields and back', async () => {
  const { user } = await mount(appState());
  await user.click(screen.getByRole('button', { name: 'Add a server' }));
  const sheet = () => within(screen.getByRole('dialog'));
  const go = (name: string) => user.click(sheet().getByRole('button', { name }));
  const value = (label: string) => sheet().getByLabelText<HTMLInputElement>(label).value;
  fill(sheet().getByLabelText('Or paste it here'), '[ssh]\naccept = 443\n');
  await go('Get it from the server by ssh');
  fill(sheet().getByLabelText('Log in as'), 'root@server.example');
  await go('Enter it by hand…');
  fill(sheet().getByLabelText("Server's host name"), 'tunnel.example');
  fill(sheet().getByLabelText("Server's port"), '8443');
  await go('Back');
  expect(value('Or paste it here')).toBe('[ssh]\naccept = 443\n');
  expect(value('Log in as')).toBe('root@server.example');
  await go('Enter it by hand…');
  expect([value("Server's host name"), value("Server's port")]).toEqual(['tunnel.example', '8443']);
});

it('is not replaced by what comes from outside while something is typed on the other side of it', async () => {
  const { user, double } = await mount(appState());
  await user.click(screen.getByRole('button', { name: 'Add a server' }));
  fill(screen.getByLabelText('Or paste it here'), 'half a line');
  await user.click(screen.getByRole('button', { name: 'Enter it by hand…' }));
  act(() => double.emit('import.opened', preview([service('ssh')])));
  await user.click(screen.getByRole('button', { name: 'Back' }));
  expect(screen.getByLabelText<HTMLTextAreaElement>('Or paste it here').value).toBe('half a line');
});

it('gives way to what was got by ssh', async () => {
  const { user, double } = await mount(appState());
  await user.click(screen.getByRole('button', { name: 'Add a server' }));
  await user.click(screen.getByRole('button', { name: 'Get it from the server by ssh' }));
  fill(screen.getByLabelText('Log in as'), 'root@server.example');
  act(() => double.emit('import.opened', preview([service('ssh')])));
  expect(await screen.findByLabelText("Server's host name")).toBeTruthy();
  expect(screen.queryByLabelText('Log in as')).toBeNull();
});

it('reads once what is pressed twice', async () => {
  const answers: (() => void)[] = [];
  const read = () =>
    new Promise<{ ok: true; value: ImportPreview }>((resolve) => {
      answers.push(() => resolve({ ok: true, value: preview([service('ssh')]) }));
    });
  const { user, sent } = await mount(appState(), { 'import.read': read, 'import.byHand': read });
  await user.click(screen.getByRole('button', { name: 'Add a server' }));
  fill(screen.getByLabelText('Or paste it here'), '[ssh]\naccept = 443\n');
  await user.dblClick(screen.getByRole('button', { name: 'Read' }));
  await user.click(screen.getByRole('button', { name: 'Enter it by hand…' }));
  fill(screen.getByLabelText("Server's host name"), 'tunnel.example');
  await user.dblClick(screen.getByRole('button', { name: 'Continue' }));
  expect([sent('import.read').length, sent('import.byHand').length]).toEqual([1, 1]);
});
