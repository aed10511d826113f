// @vitest-environment happy-dom
import { act, cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Handlers } from '../../preload/contract.ts';
import { appState, idOf, view } from '../testing/fixtures.ts';
import { fill, mount } from '../testing/mount.tsx';

afterEach(cleanup);

type Made = (choices: { readonly hidesHosts: boolean; readonly hidesAddresses: boolean }) => string;

async function openReport(handlers: Partial<Handlers> = {}, made: Made = (choices) => wordsOf(choices)) {
  const mounted = await mount(appState([view(1)]), {
    'report.make': (choices) => ({ ok: true, value: { text: made(choices) } }),
    'report.save': () => ({ ok: true, value: { path: '/home/anna/report.txt' } }),
    ...handlers,
  });
  await mounted.user.click(screen.getByRole('button', { name: 'More' }));
  await mounted.user.click(await screen.findByRole('menuitem', { name: 'Diagnostic report…' }));
  const sheet = within(await screen.findByRole('dialog', { name: 'Diagnostic report' }));
  const field = () => sheet.getByLabelText<HTMLTextAreaElement>('Report');
  const shows = (text: string) => vi.waitFor(() => expect(field().value).toBe(text));
  await shows(first);
  const addresses = sheet.getByRole<HTMLInputElement>('switch', { name: 'Blot out IP addresses' });
  return { ...mounted, sheet, field, shows, addresses };
}
const wordsOf: Made = ({ hidesHosts, hidesAddresses }) => `hosts ${hidesHosts}, addresses ${hidesAddresses}`;
const first = 'hosts true, addresses false';
const second = 'hosts true, addresses true';

it('shows what would leave, makes it anew for each choice, and saves what the person has made of it', async () => {
  const { user, sent, sheet, field, shows, addresses } = await openReport();
  await user.click(addresses);
  await shows(second);
  expect(sent('report.make').at(-1)).toEqual({ profileId: idOf(1), hidesHosts: true, hidesAddresses: true });
  expect(sheet.queryByRole('button', { name: 'Bring my changes back' })).toBeNull();

  fill(field(), 'only this');
  await user.click(sheet.getByRole('button', { name: 'Save…' }));
  expect(sent('report.save')).toEqual([{ text: 'only this' }]);
  expect(await sheet.findByText('The report is saved as /home/anna/report.txt.')).toBeTruthy();
  await user.click(sheet.getByRole('button', { name: 'Close' }));
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('keeps what was edited when a switch makes the text anew, and brings it back with its choices', async () => {
  const { user, sheet, field, shows, addresses } = await openReport();
  fill(field(), 'only this');
  await user.click(addresses);
  await shows(second);
  expect(sheet.getByRole('alert').textContent).toContain('What you had changed in it is kept.');
  await user.click(sheet.getByRole('button', { name: 'Bring my changes back' }));
  expect(field().value).toBe('only this');
  // The switch says what this text was made with, not more.
  expect(addresses.checked).toBe(false);
  expect(document.activeElement).toBe(field());
  expect(sheet.queryByRole('alert')).toBeNull();
});

it('shows the text of the switch that was pressed last, whichever comes first', async () => {
  const waiting = new Map<string, () => void>();
  const { user, sheet, field, shows, addresses } = await openReport({
    'report.make': async (choices) => {
      const text = wordsOf(choices);
      if (text !== first) await new Promise<void>((resolve) => waiting.set(text, resolve));
      return { ok: true, value: { text } };
    },
  });
  await user.click(addresses);
  await user.click(sheet.getByRole('switch', { name: 'Blot out names of servers' }));
  fill(field(), 'typed meanwhile');
  const third = 'hosts false, addresses true';
  await vi.waitFor(() => expect([...waiting.keys()]).toEqual([second, third]));
  waiting.get(third)?.();
  await shows(third);
  // All that follows of the late one has happened at the end of the turn.
  await act(async () => {
    waiting.get(second)?.();
    await new Promise((resolve) => setTimeout(resolve));
  });
  expect(field().value).toBe(third);
  await user.click(await sheet.findByRole('button', { name: 'Bring my changes back' }));
  expect(field().value).toBe('typed meanwhile');
});

it('puts a switch back whose text could not be made: what is shown is not blotted out', async () => {
  const explanation = { what: 'No report.', why: 'It is so.', next: 'Try again.' };
  const { user, sheet, field, addresses } = await openReport({
    'report.make': (choices) =>
      choices.hidesAddresses
        ? { ok: false, error: { code: 'failed', explanation } }
        : { ok: true, value: { text: wordsOf(choices) } },
  });
  await user.click(addresses);
  expect((await sheet.findByRole('alert')).textContent).toContain('No report.');
  expect(addresses.checked).toBe(false);
  expect(field().value).toBe(first);
});

it('asks before what was edited is lost, here and when the app ends, and not once it is copied or saved', async () => {
  const { user, sent, sheet, field } = await openReport({ 'report.save': () => ({ ok: true, value: null }) });
  fill(field(), 'only this');
  expect(sent('window.unsaved')).toEqual([{ name: 'Diagnostic report' }]);
  await user.keyboard('{Escape}');
  const question = within(await screen.findByRole('alertdialog'));
  // The file dialog is cancelled: nothing is saved, so nothing is closed.
  await user.click(question.getByRole('button', { name: 'Save' }));
  await vi.waitFor(() => expect(sent('report.save')).toHaveLength(1));
  expect(field().value).toBe('only this');
  await user.click(sheet.getByRole('button', { name: 'Close' }));
  await user.click(await screen.findByRole('button', { name: 'Discard' }));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(sent('window.unsaved').at(-1)).toEqual({ name: null });
});
