import { beforeEach, expect, test } from 'vitest';
import { makeController } from './make-controller.ts';

let world: ReturnType<typeof makeController>;
beforeEach(() => {
  world = makeController();
});

test('a notice is shown once and can be dismissed', () => {
  world.controller.notify('warning', 'Something');
  world.controller.notify('warning', 'Something');
  const [notice, ...more] = world.state.snapshot().notices;
  expect(more).toEqual([]);
  world.controller.dismissNotice(notice?.id ?? '');
  expect(world.state.snapshot().notices).toEqual([]);
});
