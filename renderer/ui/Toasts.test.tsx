// @vitest-environment happy-dom
import { act, cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { appState, idOf, preview, service, view } from '../testing/fixtures.ts';
import { mount } from '../testing/mount.tsx';

afterEach(() => {
  vi.useRealTimers();
  cleanup();
});

const explanation = { what: 'It did not work.', why: 'The port is taken.', next: 'Use another one.' };
const failed = () => ({ ok: false as const, error: { code: 'failed' as const, explanation } });
const done = { ok: true, value: undefined } as const;

it('goes by itself, but not while it has the focus', async () => {
  const { store } = await mount(appState([view(1)]));
  vi.useFakeTimers();
  act(() => store.getState().actions.tell(explanation));
  const dismiss = within(screen.getByRole('alert')).getByRole('button', { name: 'Dismiss' });
  act(() => dismiss.focus());
  act(() => vi.advanceTimersByTime(60_000));
  expect(screen.queryByRole('alert')).not.toBeNull();
  act(() => dismiss.blur());
  act(() => vi.advanceTimersByTime(3000));
  expect(screen.queryByRole('alert')).toBeNull();
  act(() => store.getState().actions.tell(explanation));
  act(() => vi.advanceTimersByTime(11_000));
  expect(screen.queryByRole('alert')).not.toBeNull();
  act(() => vi.advanceTimersByTime(1000));
  expect(screen.queryByRole('alert')).toBeNull();
});

it('goes when a sheet is opened', async () => {
  const { user } = await mount(appState([view(1)]), { 'tunnel.start': failed });
  await user.click(screen.getByRole('switch', { name: 'Office server' }));
  expect(screen.getByRole('alert')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Edit' }));
  await screen.findByRole('dialog');
  expect(screen.queryByText(explanation.what)).toBeNull();
});

it('goes when the next request succeeds, and stays when it fails as well', async () => {
  const answers = [failed(), failed(), done];
  const { user } = await mount(appState([view(1)]), { 'tunnel.start': () => answers.shift() ?? done });
  const control = screen.getByRole('switch', { name: 'Office server' });
  await user.click(control);
  await user.click(control);
  expect(screen.getAllByRole('alert')).toHaveLength(2);
  await user.click(control);
  expect(screen.queryByRole('alert')).toBeNull();
});

it('stands inside an open sheet, between its title and its buttons', async () => {
  const { user, double } = await mount(appState([view(1)]));
  await user.click(screen.getByRole('button', { name: 'Edit' }));
  const sheet = await screen.findByRole('dialog');
  act(() => double.emit('import.failed', { code: 'import', explanation }));
  const messages = screen.getAllByRole('region', { name: 'Messages' });
  expect(messages).toHaveLength(1);
  const [message] = messages;
  if (message === undefined) throw new Error('a message is shown');
  expect(sheet.contains(message)).toBe(true);
  const title = within(sheet).getByRole('heading', { level: 2 });
  const save = within(sheet).getByRole('button', { name: 'Save' });
  expect(title.compareDocumentPosition(message) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  expect(save.compareDocumentPosition(message) & Node.DOCUMENT_POSITION_PRECEDING).toBeTruthy();
});

it('an open sheet says what waits behind it, as long as it does', async () => {
  const { double, user } = await mount(appState([view(1)]));
  await user.click(screen.getByRole('button', { name: 'Edit' }));
  const dialog = await screen.findByRole('dialog');
  const waits = () => within(dialog).queryByText(/previews? wait/)?.textContent;
  expect(waits()).toBeUndefined();
  act(() => double.emit('import.opened', preview([service('0')])));
  expect(waits()).toBe('A preview waits until this is closed.');
  act(() => double.emit('import.opened', preview([service('0')], { id: idOf(7) })));
  expect(waits()).toBe('2 previews wait until this is closed.');
});
