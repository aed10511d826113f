// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { Handlers } from '../../preload/contract.ts';
import { asWritten, sayKept } from '../../preload/words/kept-text.ts';
import { appState, idOf, view } from '../testing/fixtures.ts';
import { mount } from '../testing/mount.tsx';

afterEach(cleanup);

const link = 'adit://import?v=1&p=eyJuYW1lIjoiT2ZmaWNlIn0';
const note = {
  line: null,
  text: 'Office server',
  reason: asWritten('A certificate file cannot be read, so it is not shared.'),
};
const explanation = { what: 'This is too much for a link.', why: 'Links are cut off.', next: 'Share it as a file.' };

async function choose(item: string, handlers: Partial<Handlers>) {
  const mounted = await mount(appState([view(1)]), handlers);
  await mounted.user.click(screen.getByRole('button', { name: 'More' }));
  await mounted.user.click(await screen.findByRole('menuitem', { name: item }));
  return mounted;
}

it('shows the link, what is left out of it, and a picture of it', async () => {
  const { sent } = await choose('Share…', { 'share.link': () => ({ ok: true, value: { link, notes: [note] } }) });
  const sheet = within(await screen.findByRole('dialog', { name: 'Share “Office server”' }));
  expect((await sheet.findByTestId('share-link')).textContent).toBe(link);
  expect(sheet.getByRole('list', { name: 'Left out' }).textContent).toBe(sayKept(note.reason));
  expect(sheet.getByRole('img', { name: 'QR code of the link' })).toBeTruthy();
  expect(sent('share.link')).toEqual([{ profileIds: [idOf(1)] }]);
});

it('says when a link is too long for a QR code', async () => {
  await choose('Share…', { 'share.link': () => ({ ok: true, value: { link: link.padEnd(4000, 'A'), notes: [] } }) });
  expect(await screen.findByText(/too long for a QR code/)).toBeTruthy();
  expect(screen.queryByRole('img', { name: 'QR code of the link' })).toBeNull();
});

it('offers the file where there can be no link', async () => {
  const { user, sent } = await choose('Share…', {
    'share.link': () => ({ ok: false, error: { code: 'failed', explanation } }),
    'share.file': () => ({ ok: true, value: { path: '/home/alice/Office server.adit', notes: [note] } }),
  });
  expect(await screen.findByText(explanation.what)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Save as file…' }));
  expect(await screen.findByText('Saved as /home/alice/Office server.adit.')).toBeTruthy();
  expect(screen.getByRole('list', { name: 'Left out' }).textContent).toBe(sayKept(note.reason));
  expect(sent('share.file')).toEqual([{ profileIds: [idOf(1)] }]);
});

it('exports a profile, and says where it is and what lies beside it', async () => {
  const value = { path: '/home/alice/office.conf', companions: ['office-ca.pem'] };
  const { sent } = await choose('Export as stunnel.conf…', { 'profile.export': () => ({ ok: true, value }) });
  expect(
    await screen.findByText(/^Exported as \/home\/alice\/office\.conf; its certificate, office-ca\.pem/),
  ).toBeTruthy();
  expect(sent('profile.export')).toEqual([{ profileId: idOf(1) }]);
});

it('says nothing when the person changed their mind', async () => {
  await choose('Export as stunnel.conf…', { 'profile.export': () => ({ ok: true, value: null }) });
  expect(screen.queryByRole('region', { name: 'Messages' })).toBeNull();
});

it('duplicates a profile', async () => {
  const { sent } = await choose('Duplicate', {
    'profile.duplicate': () => ({ ok: true, value: { profileId: idOf(2) } }),
  });
  expect(sent('profile.duplicate')).toEqual([{ profileId: idOf(1) }]);
});

it('offers none of it for the demo, whose server is in the app', async () => {
  await mount(appState([view(1, { demo: true })]));
  expect(screen.queryByRole('button', { name: 'More' })).toBeNull();
});
