import { expect, test } from 'vitest';
import { makeController } from '../../state/make-controller.ts';
import { makeProfile } from '../../state/make-profile.ts';
import { followInTray } from './follow.ts';

function setUp() {
  const { controller, state } = makeController([makeProfile({ name: 'Before' })]);
  const shown: string[] = [];
  const due: (() => void)[] = [];
  const settle = followInTray({
    state,
    show: ({ profiles }) => void shown.push(profiles.map(({ profile }) => profile.name).join()),
    later: (then) => void due.push(then),
  });
  const rename = async (name: string) => {
    await controller.saveProfile(makeProfile({ name }));
    state.snapshot();
  };
  const passTime = () => {
    for (const then of due.splice(0)) then();
  };
  return { state, shown, due, settle, rename, passTime };
}

test('changes that come together are shown once, as they are then', async () => {
  const { shown, due, rename, passTime } = setUp();
  await rename('One');
  await rename('Two');
  expect(shown).toEqual([]);
  expect(due).toHaveLength(1);
  passTime();
  expect(shown).toEqual(['Two']);
  await rename('Three');
  passTime();
  expect(shown).toEqual(['Two', 'Three']);
});

test('what was shown on request is not shown again', async () => {
  const { shown, settle, rename, passTime } = setUp();
  settle();
  await rename('One');
  settle();
  passTime();
  expect(shown).toEqual(['One']);
});

test('traffic is nothing for the tray', () => {
  const { state, due } = setUp();
  const traffic = { sent: 1, received: 1, openConnections: 1, totalConnections: 1 };
  state.change({ kind: 'traffic', profileId: makeProfile().id, traffic });
  state.snapshot();
  expect(due).toEqual([]);
});
