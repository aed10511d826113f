// @vitest-environment happy-dom

import { act, cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { AppState } from '../../preload/app-state.ts';
import type { Diagnosis, DiagnosisRemedy, StepReport } from '../../preload/diagnosis.ts';
import { toSay } from '../../preload/words/text.ts';
import { appState, idOf, off, view } from '../testing/fixtures.ts';
import { fill, mount } from '../testing/mount.tsx';

afterEach(cleanup);

const good: StepReport = { step: 'configuration', state: 'good', facts: ['Server a.test:443'], ms: 3 };
const diagnosis = (change: Partial<Diagnosis>): Diagnosis => ({
  target: 'a.test:443',
  steps: [good],
  broken: null,
  remarks: [],
  state: 'done',
  startedAt: 0,
  ...change,
});
const broken = (remedy: DiagnosisRemedy): Diagnosis =>
  diagnosis({
    steps: [good, { step: 'tls', state: 'broken', facts: ['It said nothing'], ms: 1400 }],
    broken: {
      finding: { kind: 'tls-closed', host: 'a.test', port: 443, step: 'tls', side: 'the server', evidence: [] },
      words: {
        title: toSay('finding.tls-closed.title'),
        what: toSay('finding.tls-closed.what', { server: 'a.test:443' }),
        why: toSay('finding.tls-closed.why'),
        next: toSay('finding.tls-closed.next'),
        serverLine: 'accept = 443',
        serverCommand: 'sudo ss -ltnp',
        remedy,
      },
    },
  });

const checked = (found: Diagnosis | null) => view(1, {}, { ...off, diagnosis: found });

async function open(found: Diagnosis | null, managed: AppState['managed'] = null) {
  const mounted = await mount({ ...appState([checked(found)]), managed });
  await mounted.user.click(screen.getByRole('button', { name: 'Check connection' }));
  const sheet = await screen.findByRole('dialog', { name: 'Check connection' });
  const show = (next: Diagnosis) =>
    act(async () =>
      mounted.double.emit('state.changed', {
        rev: 2,
        changes: [{ kind: 'tunnel', profileId: idOf(1), tunnel: checked(next).tunnel }],
      }),
    );
  return { ...mounted, sheet, show };
}

it('asks main for a check, and shows its steps as they come', async () => {
  const { sheet, sent, show } = await open(
    diagnosis({ state: 'running', steps: [{ ...good, state: 'running', ms: null }] }),
  );
  expect(sent('diagnosis.start')).toEqual([{ profileId: idOf(1) }]);
  expect(within(sheet).getByTestId('step-configuration').textContent).toContain('looking');
  expect(within(sheet).queryByRole('button', { name: 'Copy report' })).toBeNull();
  await show(broken({ kind: 'copy-command' }));
  expect(within(sheet).getByTestId('step-tls').dataset['state']).toBe('broken');
  const finding = within(sheet).getByTestId('finding');
  for (const text of [
    'The connection is closed before TLS',
    'a.test:443 takes the connection',
    'On the server:',
    'accept = 443',
    'sudo ss -ltnp',
  ]) {
    expect(finding.textContent).toContain(text);
  }
});

it('ends the check when it is closed before it is over', async () => {
  const { user, sheet, sent } = await open(diagnosis({ state: 'running' }));
  await user.click(within(sheet).getByRole('button', { name: 'Cancel' }));
  expect(sent('diagnosis.cancel')).toEqual([{ profileId: idOf(1) }]);
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('says that nothing is wrong when nothing is', async () => {
  const { sheet } = await open(diagnosis({}));
  expect(sheet.textContent).toContain('Every step works');
  expect(within(sheet).getByRole('button', { name: 'Check again' })).toBeTruthy();
});

it('shows that an administrator has decided whether other hosts are asked', async () => {
  const managed = { settings: ['checkOthers' as const], profileIds: [], requiresVerification: false };
  const { sheet } = await open(diagnosis({}), managed);
  expect(within(sheet).getByRole('switch').closest('fieldset')?.disabled).toBe(true);
  expect(sheet.textContent).toContain('An administrator of this computer has decided this.');
});

it.each([
  [{ kind: 'open-page', url: 'http://login.test/' }, 'Open the log-in page', 'diagnosis.openPage'],
  [{ kind: 'use-free-port' }, 'Use another free port', 'profile.useFreePort'],
  [{ kind: 'look-at-certificate' }, 'Look at the certificate…', 'tunnel.start'],
  [{ kind: 'enter-secret' }, 'Enter it…', 'tunnel.start'],
] as const)('the one button of %j is “%s”', async (remedy, label, call) => {
  const { user, sheet, sent } = await open(broken(remedy));
  await user.click(within(sheet).getByRole('button', { name: label }));
  expect(sent(call)).toEqual([{ profileId: idOf(1) }]);
});

it('explains a pasted log', async () => {
  const log = 'LOG3[8]: s_connect: connect 127.0.0.1:22: Connection refused (111)';
  const { user, sent } = await mount(appState([checked(diagnosis({}))]), {
    'diagnosis.readLog': () => ({
      ok: true,
      value: {
        role: 'server',
        lines: 1,
        findings: [
          {
            kind: 'x',
            line: 1,
            count: 2,
            text: 'refused',
            title: toSay('log.server-left.title'),
            why: toSay('log.server-left.why'),
            next: toSay('log.server-left.next'),
            isFault: true,
          },
        ],
      },
    }),
  });
  await user.click(screen.getByRole('button', { name: 'Check connection' }));
  await user.click(await screen.findByRole('button', { name: 'Explain stunnel’s log…' }));
  fill(screen.getByLabelText('stunnel’s log'), log);
  await user.click(screen.getByRole('button', { name: 'Explain' }));
  expect(sent('diagnosis.readLog')).toEqual([{ text: log }]);
  expect(await screen.findByText('The server ended the connection during the handshake')).toBeTruthy();
  expect(screen.getByText(/and 1 more/)).toBeTruthy();
});

it('asks no other hosts when a person does not want it', async () => {
  const { sheet, sent, user } = await open(diagnosis({}));
  await user.click(within(sheet).getByRole('switch', { name: /also ask hosts/ }));
  expect(sent('settings.save')).toMatchObject([{ settings: { checkOthers: false } }]);
});
