// @vitest-environment happy-dom
import { act, cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { TunnelView } from '../../preload/types.ts';
import { appState, certificate, changedCertificate, fingerprint, idOf, untrusted, view } from '../testing/fixtures.ts';
import { isInSight, mount } from '../testing/mount.tsx';

afterEach(cleanup);

async function open(tunnel: TunnelView) {
  const mounted = await mount(appState([view(1, {}, tunnel)]));
  await mounted.user.click(screen.getByRole('button', { name: /^(Look at|Compare) the certificate/ }));
  return { ...mounted, sheet: within(await screen.findByRole('dialog')) };
}

it('shows exactly the certificate that main sent, and trusts that one', async () => {
  const { user, sheet, sent } = await open(untrusted());
  const { subject, names, key, sha256 } = certificate(1);
  expect(sheet.getByTestId('fingerprint').textContent).toBe(sha256);
  for (const fact of [subject, names.join(', '), key, 'Itself (self-signed)', 'Does not know it']) {
    expect(sheet.getByText(fact)).toBeTruthy();
  }
  expect(sheet.getByText(/1 Mar 2026|Mar 1, 2026/).textContent).toMatch(/2036/);
  expect(sheet.getByText('openssl x509 -noout -fingerprint -sha256 -in <cert>')).toBeTruthy();
  await user.click(sheet.getByRole('button', { name: 'Trust this certificate' }));
  expect(sent('trust.accept')).toEqual([{ profileId: idOf(1), sha256 }]);
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('lets nobody trust before the end of what is shown was in sight', async () => {
  isInSight.value = false;
  const { user, sheet, sent } = await open(untrusted()).finally(() => (isInSight.value = true));
  await user.click(sheet.getByRole('button', { name: 'Show the rest' }));
  expect(sheet.queryByRole('button', { name: 'Trust this certificate' })).toBeNull();
  expect(sent('trust.accept')).toEqual([]);
});

it('lets nobody trust a changed one before that either', async () => {
  isInSight.value = false;
  const { sheet } = await open(changedCertificate).finally(() => (isInSight.value = true));
  expect(sheet.getByRole('button', { name: 'Show the rest' })).toBeTruthy();
  expect(sheet.queryByRole('button', { name: 'Trust the new certificate' })).toBeNull();
});

it('does nothing on “Not now”', async () => {
  const { user, sheet, sent } = await open(untrusted());
  await user.click(sheet.getByRole('button', { name: 'Not now' }));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(sent('trust.accept')).toEqual([]);
});

it('does not let a certificate that arrives meanwhile be trusted in place of the one on the screen', async () => {
  const { sheet, double } = await open(untrusted(1));
  act(() =>
    double.emit('state.changed', {
      rev: 2,
      changes: [{ kind: 'tunnel', profileId: idOf(1), tunnel: untrusted(2) }],
    }),
  );
  expect(sheet.getByTestId('fingerprint').textContent).toBe(fingerprint(1));
  expect(sheet.getByRole<HTMLButtonElement>('button', { name: 'Trust this certificate' }).disabled).toBe(true);
  expect(sheet.getByRole('alert').textContent).toContain('out of date');
});

it('shows the old and the new fingerprint of a changed certificate, and trusts the new one only when asked', async () => {
  const { user, sheet, sent } = await open(changedCertificate);
  expect(sheet.getByTestId('fingerprint-old').textContent).toBe(fingerprint(1));
  expect(sheet.getByTestId('fingerprint-new').textContent).toBe(fingerprint(2));
  expect(sheet.queryByText(/Ask whoever runs the server/)).toBeNull();
  expect(sheet.getByText(/^The key is the same/)).toBeTruthy();
  expect(sheet.queryByText('Changed')).toBeNull();
  expect(sheet.getByText(changedCertificate.explanation?.next ?? '')).toBeTruthy();
  await user.click(sheet.getByRole('button', { name: 'Trust the new certificate' }));
  expect(sent('trust.accept')).toEqual([{ profileId: idOf(1), sha256: fingerprint(2) }]);
});

it('marks what has changed, and that the key is another one', async () => {
  const now = certificate(2, { spkiSha256: 'another', key: 'EC P-256', validTo: '2037-02-27T08:00:00.000Z' });
  const status = {
    ...changedCertificate.status,
    remedy: { kind: 'replace-certificate', certificate: now, expected: [certificate(1)] },
  };
  const { sheet } = await open({ ...changedCertificate, status } as TunnelView);
  const changed = sheet.getAllByText('Changed').map((mark) => mark.parentElement?.textContent);
  expect(changed).toEqual(['Valid untilChanged', 'KeyChanged', 'Hash of the keyChanged']);
  expect(sheet.getByText(/^The key is another one/)).toBeTruthy();
});
