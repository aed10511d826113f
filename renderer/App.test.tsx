// @vitest-environment happy-dom
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { TunnelView } from '../preload/types.ts';
import {
  appState,
  idOf,
  off,
  portInUse,
  preview,
  reachable,
  service,
  tunnel,
  unreachable,
  view,
} from './testing/fixtures.ts';
import { fill, mount } from './testing/mount.tsx';

afterEach(cleanup);

const refusal = {
  what: 'This is not a stunnel configuration.',
  why: 'It has no section.',
  next: 'Choose the stunnel.conf that the server runs with.',
};

describe('first run', () => {
  it('offers two ways in', async () => {
    const { user, sent } = await mount(appState(), {
      'demo.start': () => ({ ok: true, value: preview([service('0')], { demo: true }) }),
    });
    expect(screen.getByRole('button', { name: 'Add a server' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Try the demo' }));
    expect(sent('demo.start')).toHaveLength(1);
    expect(await screen.findByRole('dialog', { name: 'The demo server' })).toBeTruthy();
  });

  it('keeps pasted text when it cannot be read, and says why in three sentences', async () => {
    const { user, sent } = await mount(appState(), {
      'import.read': () => ({ ok: false, error: { code: 'import', explanation: refusal } }),
    });
    await user.click(screen.getByRole('button', { name: 'Add a server' }));
    const text = screen.getByLabelText<HTMLTextAreaElement>('Or paste it here');
    fill(text, 'hello');
    await user.click(screen.getByRole('button', { name: 'Read' }));
    expect(sent('import.read')).toEqual([{ name: null, text: 'hello' }]);
    const alert = await screen.findByRole('alert');
    for (const sentence of Object.values(refusal)) expect(alert.textContent).toContain(sentence);
    expect(text.value).toBe('hello');
  });

  it('does not send text that no stunnel.conf is as long as', async () => {
    const { user, sent } = await mount(appState());
    await user.click(screen.getByRole('button', { name: 'Add a server' }));
    fill(screen.getByLabelText('Or paste it here'), 'a'.repeat(1_048_577));
    expect(screen.getByText('This is larger than 1 MiB, and no stunnel.conf is.')).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Read' }).disabled).toBe(true);
    expect(sent('import.read')).toEqual([]);
  });

  it('reads a file that is dropped anywhere', async () => {
    const { sent } = await mount(appState(), {
      'import.readSet': () => ({ ok: true, value: preview([service('0')]) }),
    });
    const dataTransfer = dropOf(new File(['[ssh]'], 'stunnel.conf'));
    fireEvent.dragEnter(window, { dataTransfer });
    expect(screen.getByText('Drop to read it')).toBeTruthy();
    fireEvent.drop(window, { dataTransfer });
    expect(screen.queryByText('Drop to read it')).toBeNull();
    const files = [{ path: 'stunnel.conf', bytes: new TextEncoder().encode('[ssh]') }];
    await waitFor(() => expect(sent('import.readSet')).toEqual([{ name: null, files }]));
  });

  it('reads several files that are dropped as one set', async () => {
    const { sent } = await mount(appState(), {
      'import.readSet': () => ({ ok: true, value: preview([service('0')]) }),
    });
    fireEvent.drop(window, { dataTransfer: dropOf(new File(['[ssh]'], 'stunnel.conf'), new File(['pem'], 'ca.pem')) });
    await waitFor(() =>
      expect(sent('import.readSet')).toMatchObject([
        { name: null, files: [{ path: 'stunnel.conf' }, { path: 'ca.pem' }] },
      ]),
    );
    expect(await screen.findByRole('dialog')).toBeTruthy();
  });
});

const dropOf = (...files: readonly File[]) => ({
  types: ['Files'],
  items: files.map((file) => ({ kind: 'file', webkitGetAsEntry: () => null, getAsFile: () => file })),
});

describe('profiles', () => {
  it('has a switch with the profile’s name, and the status in words', async () => {
    const { user, sent, double } = await mount(
      appState([view(1, { name: 'Home' }), view(2, { name: 'Work' }, reachable())]),
    );
    const work = screen.getByRole('row', { name: 'Work' });
    expect(within(work).getByTestId('status').textContent).toBe('On · 12\u00a0ms');
    await user.click(screen.getByRole('switch', { name: 'Home' }));
    expect(sent('tunnel.start')).toEqual([{ profileId: idOf(1) }]);
    await user.click(screen.getByRole('switch', { name: 'Work' }));
    expect(sent('tunnel.stop')).toEqual([{ profileId: idOf(2) }]);
    act(() =>
      double.emit('state.changed', { rev: 2, changes: [{ kind: 'tunnel', profileId: idOf(2), tunnel: unreachable }] }),
    );
    expect(within(work).getByTestId('status').textContent).toBe(
      'On · server unreachable, the name db.example.org could not be found',
    );
  });

  it('shows the explanation and the remedy that main names', async () => {
    const { user, sent } = await mount(appState([view(1, {}, portInUse)]));
    const status = screen.getByRole('region', { name: 'Status' });
    for (const sentence of Object.values(portInUse.explanation ?? {})) expect(status.textContent).toContain(sentence);
    await user.click(screen.getByRole('button', { name: 'Use another free port' }));
    expect(sent('profile.useFreePort')).toEqual([{ profileId: idOf(1) }]);
  });

  /** Buttons that look like the next step, by what they say. */
  const nextSteps = () =>
    screen.getAllByRole('button').flatMap((button) => (/primary/.test(button.className) ? [button.textContent] : []));

  it.each([
    ['a blocked tunnel', portInUse, ['Use another free port']],
    ['a tunnel that is off', off, ['Connect']],
    ['a server that is reachable', reachable(), ['Open SSH']],
  ])('has one next step: of %s', async (_what, at, expected) => {
    await mount(appState([view(1, {}, at)]));
    expect(nextSteps()).toEqual(expected);
  });

  it('connects with one click, says what it waits for, and can be cancelled', async () => {
    const { user, sent, double } = await mount(appState([view(1)]), {
      'launch.copy': () => ({ ok: true, value: { command: 'ssh' } }),
      'launch.connect': () => ({ ok: true, value: 'opened' }),
    });
    const tell = (rev: number, next: TunnelView) =>
      act(() => double.emit('state.changed', { rev, changes: [{ kind: 'tunnel', profileId: idOf(1), tunnel: next }] }));
    await user.click(screen.getByRole('button', { name: 'Copy command' }));
    expect(sent('launch.copy')).toEqual([{ profileId: idOf(1) }]);
    await user.click(screen.getByRole('button', { name: 'Connect' }));
    expect(sent('launch.connect')).toEqual([{ profileId: idOf(1) }]);
    tell(2, { ...tunnel({ kind: 'on', accept: [], server: { kind: 'checking' } }), isConnecting: true });
    const use = within(screen.getByRole('region', { name: 'Use it' }));
    expect(await use.findByText('Waiting for the server to answer …')).toBeTruthy();
    await user.click(use.getByRole('button', { name: 'Cancel' }));
    expect(sent('launch.cancel')).toEqual([{ profileId: idOf(1) }]);
    tell(3, reachable());
    expect(await use.findByRole('button', { name: 'Open SSH' })).toBeTruthy();
  });

  it('connects by a double click, and by Enter on the server that is shown', async () => {
    const { user, sent } = await mount(appState([view(1), view(2, { name: 'Second' })]), {
      'launch.connect': () => ({ ok: true, value: 'opened' }),
    });
    await user.dblClick(screen.getByRole('row', { name: 'Second' }));
    expect(sent('launch.connect')).toEqual([{ profileId: idOf(2) }]);
    await user.keyboard('{Enter}');
    expect(sent('launch.connect')).toHaveLength(2);
  });

  it('marks a tunnel that other computers can use, and one without verification', async () => {
    await mount(appState([view(1, { accept: [{ host: '0.0.0.0', port: 2222 }], trust: { kind: 'none' } })]));
    expect(screen.getByText(/Other computers/)).toBeTruthy();
    expect(screen.getByText(/No verification/)).toBeTruthy();
  });

  it('saves the switch “Switch on when Adit starts” and nothing else', async () => {
    const { user, sent } = await mount(appState([view(1)]));
    await user.click(screen.getByRole('switch', { name: 'Switch on when Adit starts' }));
    expect(sent('profile.save')).toEqual([{ profile: { ...view(1).profile, startWithApp: true } }]);
  });

  it('removes only after a confirmation', async () => {
    const { user, sent } = await mount(appState([view(1)]));
    await user.click(screen.getByRole('button', { name: 'Remove' }));
    const question = await screen.findByRole('alertdialog');
    await user.click(within(question).getByRole('button', { name: 'Cancel' }));
    expect(sent('profile.remove')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Remove' }));
    await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Remove' }));
    expect(sent('profile.remove')).toEqual([{ profileId: idOf(1) }]);
  });

  it('gives the focus to what takes the place of a server that is gone, the last one too', async () => {
    const { user, double } = await mount(appState([view(1), view(2, { name: 'Second' })]));
    const removed = async (number: number) => {
      await user.click(screen.getByRole('button', { name: 'Remove' }));
      await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Remove' }));
      act(() =>
        double.emit('state.changed', {
          rev: number + 1,
          changes: [{ kind: 'profile-removed', profileId: idOf(number) }],
        }),
      );
    };
    const focused = () => document.activeElement?.textContent;
    await removed(1);
    await waitFor(() => expect(focused()).toBe('Second'));
    await removed(2);
    await waitFor(() => expect(focused()).toBe('A way in through TLS'));
  });

  it('tells when a request failed', async () => {
    const { user } = await mount(appState([view(1)]), {
      'tunnel.start': () => ({ ok: false, error: { code: 'failed', explanation: refusal } }),
    });
    await user.click(screen.getByRole('switch', { name: 'Office server' }));
    expect((await screen.findByRole('alert')).textContent).toContain(refusal.what);
    await user.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

it('shows notices until they are dismissed', async () => {
  const { user, sent } = await mount(
    appState([view(1, {}, off)], { notices: [{ id: 'store', level: 'warning', text: 'One profile was set aside.' }] }),
  );
  const notices = screen.getByRole('region', { name: 'Notices' });
  expect(notices.textContent).toContain('One profile was set aside.');
  await user.click(within(notices).getByRole('button', { name: 'Dismiss' }));
  expect(sent('notice.dismiss')).toEqual([{ id: 'store' }]);
});

it('follows the appearance that main says, and asks main to change it', async () => {
  const { user, sent, double } = await mount(appState([view(1)]));
  expect(document.documentElement.dataset['theme']).toBeUndefined();
  await user.click(screen.getByRole('button', { name: 'Settings' }));
  await user.click(await screen.findByRole('radio', { name: 'Dark' }));
  expect(sent('settings.save')).toEqual([{ settings: { appearance: 'dark' } }]);
  expect(document.documentElement.dataset['theme']).toBeUndefined();
  act(() =>
    double.emit('state.changed', { rev: 2, changes: [{ kind: 'settings', settings: { appearance: 'dark' } }] }),
  );
  expect(document.documentElement.dataset['theme']).toBe('dark');
  delete document.documentElement.dataset['theme'];
});
