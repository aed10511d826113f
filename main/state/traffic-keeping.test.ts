import { expect, test } from 'vitest';
import { makeController } from './make-controller.ts';
import { makeProfile } from './make-profile.ts';
import { keepTraffic } from './traffic-keeping.ts';

function setUp() {
  const { state } = makeController();
  const due: (() => void)[] = [];
  let kept = 0;
  const stop = keepTraffic({
    state,
    keep: () => {
      kept += 1;
    },
    after: (_milliseconds, then) => {
      due.push(then);
      return () => void due.splice(due.indexOf(then), 1);
    },
  });
  const speak = (sent: number) => {
    const traffic = { sent, received: 0, openConnections: 1, totalConnections: 1 };
    state.change({ kind: 'traffic', profileId: makeProfile().id, traffic });
    state.snapshot();
  };
  const passTime = () => {
    for (const then of due.splice(0)) then();
  };
  return { state, due, stop, speak, passTime, kept: () => kept };
}

test('what went through is kept a minute later, once for all of it, and again when there is more', () => {
  const { due, speak, passTime, kept } = setUp();
  speak(1);
  speak(2);
  expect(due).toHaveLength(1);
  passTime();
  passTime();
  expect(kept()).toBe(1);
  speak(3);
  passTime();
  expect(kept()).toBe(2);
});

test('nothing is due without traffic, and after the end, which keeps all', () => {
  const { state, due, stop, speak, kept } = setUp();
  state.change({ kind: 'notices', notices: [] });
  state.snapshot();
  expect(due).toEqual([]);
  speak(1);
  stop();
  expect(due).toEqual([]);
  expect(kept()).toBe(1);
});
