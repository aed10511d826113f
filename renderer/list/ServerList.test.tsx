// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { Profiler } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { StateChange } from '../../preload/app-state.ts';
import { appState, idOf, reachable, view } from '../testing/fixtures.ts';
import { mount } from '../testing/mount.tsx';

afterEach(cleanup);

const servers = (count: number) =>
  Array.from({ length: count }, (_, index) => view(index + 1, { name: `Server ${index + 1}` }, reachable()));
/** Headings of groups are rows without a name of their own. */
const names = () => screen.getAllByRole('row').flatMap((each) => each.getAttribute('aria-label') ?? []);
const row = (name: string) => screen.getByRole('row', { name });
const traffic = (number: number, received: number): StateChange => ({
  kind: 'traffic',
  profileId: idOf(number),
  traffic: { sent: 0, received, openConnections: 1, totalConnections: 1 },
});

describe('many servers', () => {
  it('show only the rows that can be seen', async () => {
    await mount(appState(servers(1000)));
    expect(names().length).toBeLessThan(30);
  });

  it('are found by name, group and address, and Escape shows all again', async () => {
    const { user } = await mount(appState([...servers(8), view(9, { name: 'Depot', group: 'Genève' })]));
    await user.type(screen.getByRole('searchbox', { name: 'Search servers' }), 'geneve');
    expect(names()).toEqual(['Depot']);
    await user.keyboard('x');
    expect(screen.getByText('No server has “genevex” in its name, group or addresses.')).toBeTruthy();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(names()).toContain('Server 1'));
  });

  it('show the traffic of a patch, and render nothing for it', async () => {
    const rendered: string[] = [];
    const onRender = (id: string) => void rendered.push(id);
    const { double } = await mount(appState(servers(200)), {}, (app) => (
      <Profiler id="window" onRender={onRender}>
        {app}
      </Profiler>
    ));
    const tell = (rev: number, ...changes: StateChange[]) => act(() => double.emit('state.changed', { rev, changes }));
    rendered.length = 0;
    tell(2, traffic(150, 1000));
    expect(rendered).toEqual([]);
    tell(3, traffic(1, 1000));
    await screen.findByText('1 kB');
    tell(4, traffic(1, 2000));
    await screen.findByText('2 kB');
    // Once, because the tunnel has had connections from now on; its figures are written without.
    expect(rendered).toEqual(['window']);
  });
});

it('what a patch does not change is not written into the page', async () => {
  const { double } = await mount(appState(servers(4)));
  let rev = 1;
  const tell = (...changes: StateChange[]) => {
    rev += 1;
    act(() => double.emit('state.changed', { rev, changes }));
  };
  // What is shown of the first one says that it has had connections from now on, and that is rendered.
  tell(traffic(1, 5_000_000), traffic(2, 5_000_000));
  await screen.findByText('5 MB');
  const written: MutationRecord[] = [];
  const observer = new MutationObserver((records) => void written.push(...records));
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  // A byte more is the same figure, and the second one is not shown beside the list.
  tell(traffic(1, 5_000_001), traffic(2, 7_000_000));
  tell(traffic(1, 6_000_000), traffic(2, 7_000_000));
  await screen.findByText('6 MB');
  observer.disconnect();
  const places = new Set(written.map(({ target }) => target.parentElement?.closest('[role=row], dd')));
  // The rates of both rows as well, where this computer is slow enough for them to be known by now.
  expect([...places].map((place) => place?.textContent ?? '').filter((text) => !text.endsWith('/s'))).toEqual(['6 MB']);
});

describe('the keyboard', () => {
  it('has one stop in the list, and arrows and letters move in it and show what they reach', async () => {
    const { user } = await mount(
      appState([view(1, { name: 'Alpha' }), view(2, { name: 'Beta' }), view(3, { name: 'Gamma' })]),
    );
    const heading = () => screen.getByRole('heading', { level: 1 }).textContent;
    await user.click(row('Alpha'));
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(row('Beta'));
    expect(heading()).toBe('Beta');
    await user.keyboard('g');
    expect(heading()).toBe('Gamma');
    await user.tab();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Add a server' }));
  });

  it('reaches a row’s switch with an arrow, and a switch is nothing but a switch', async () => {
    const { user, sent } = await mount(appState([view(1, { name: 'Alpha' }), view(2, { name: 'Beta' })]));
    await user.click(row('Beta'));
    await user.keyboard('{ArrowLeft}');
    expect(document.activeElement).toBe(within(row('Beta')).getByRole('switch'));
    await user.keyboard(' ');
    expect(sent('tunnel.start')).toEqual([{ profileId: idOf(2) }]);
    await user.click(screen.getByRole('switch', { name: 'Alpha' }));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Beta');
  });

  it('moves a server with Alt and an arrow, into the next group as well', async () => {
    const { user, sent, double } = await mount(
      appState([view(1, { name: 'Alpha' }), view(2, { name: 'Beta' }), view(3, { name: 'Gamma', group: 'Paris' })]),
    );
    expect(screen.getAllByRole('rowheader').map(({ textContent }) => textContent)).toEqual([
      'Without a group',
      'Paris',
    ]);
    await user.click(row('Beta'));
    await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(sent('profile.place')).toEqual([
      { profileId: idOf(2), before: idOf(1), group: null },
      { profileId: idOf(2), before: idOf(3), group: 'Paris' },
    ]);
    act(() =>
      double.emit('state.changed', {
        rev: 2,
        changes: [{ kind: 'order', profileIds: [idOf(2), idOf(1), idOf(3)] }],
      }),
    );
    expect(names()).toEqual(['Beta', 'Alpha', 'Gamma']);
  });
});

describe('several servers', () => {
  const four = () => [1, 2, 3, 4].map((number) => view(number, { name: `Server ${number}` }));
  const heading = () => screen.getByRole('heading', { level: 1 }).textContent;

  it('are selected with Shift and Ctrl, by click and by key, and Escape leaves the one that was shown', async () => {
    const { user } = await mount(appState(four()));
    await user.click(row('Server 1'));
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    expect(heading()).toBe('3 servers selected');
    await user.keyboard('{Shift>}{ArrowUp}{/Shift}');
    expect(heading()).toBe('2 servers selected');
    await user.keyboard('{Control>}');
    await user.click(row('Server 4'));
    await user.keyboard('{/Control}');
    expect(heading()).toBe('3 servers selected');
    await user.keyboard('{Escape}');
    expect(heading()).toBe('Server 1');
    await user.keyboard('{Control>}a{/Control}');
    expect(heading()).toBe('4 servers selected');
    await user.click(row('Server 2'));
    expect(heading()).toBe('Server 2');
  });

  it('are switched and changed at once: only those that are not so yet', async () => {
    const { user, sent } = await mount(appState([view(1, {}, reachable()), ...four().slice(1)]));
    await user.click(row('Server 2'));
    await user.keyboard('{Control>}a{/Control}');
    await user.click(screen.getByRole('button', { name: 'Switch on' }));
    expect(sent('tunnel.start')).toEqual([2, 3, 4].map((number) => ({ profileId: idOf(number) })));
    await user.click(screen.getByRole('button', { name: 'Change…' }));
    const ticked = within(await screen.findByRole('dialog')).getAllByRole<HTMLInputElement>('checkbox');
    expect(ticked.map(({ checked }) => checked)).toEqual([true, true, true, true, true]);
  });

  it('are removed after one question, and come back in the other order', async () => {
    const { user, sent } = await mount(appState(four()), {
      'profile.remove': ({ profileId }) => ({ ok: true, value: { undoId: profileId } }),
    });
    await user.click(row('Server 2'));
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}{Delete}');
    const question = within(await screen.findByRole('alertdialog'));
    expect(question.getByRole('heading').textContent).toBe('Remove 2 servers?');
    expect(sent('profile.remove')).toEqual([]);
    await user.click(question.getByRole('button', { name: 'Remove' }));
    expect(sent('profile.remove')).toEqual([{ profileId: idOf(2) }, { profileId: idOf(3) }]);
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(sent('profile.undoRemove')).toEqual([{ undoId: idOf(3) }, { undoId: idOf(2) }]);
  });
});
