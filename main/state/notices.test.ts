import { beforeEach, expect, test } from 'vitest';
import { toSay } from '../../preload/words/text.ts';
import { speak } from '../../preload/words/words.ts';
import { makeController } from './make-controller.ts';

let world: ReturnType<typeof makeController>;
beforeEach(() => {
  world = makeController();
});

test('a notice is shown once and can be dismissed', () => {
  world.controller.notify('warning', toSay('notice.unexpected'));
  world.controller.notify('warning', toSay('notice.unexpected'));
  const [notice, ...more] = world.state.snapshot().notices;
  expect(more).toEqual([]);
  world.controller.dismissNotice(notice?.id ?? '');
  expect(world.state.snapshot().notices).toEqual([]);
});

test('of what may come without an end the latest is shown, beside all others', () => {
  world.controller.notify('warning', toSay('notice.unexpected'));
  for (let count = 0; count < 1000; count += 1)
    world.controller.notifyLatest('warning', toSay('notice.link', { what: `Link ${count}.`, next: '' }));
  const texts = world.state.snapshot().notices.map(({ text }) => text);
  expect(texts).toEqual([expect.stringContaining('Adit met'), expect.stringContaining('Link 999.')]);
});

test('a notice is said again when the language is another one', async () => {
  world.controller.notify('warning', toSay('notice.unexpected'));
  await speak('en-XA');
  world.controller.sayAgain();
  expect(world.state.snapshot().notices.map(({ text }) => text)).toEqual([expect.stringMatching(/^\[.*\]$/)]);
  await speak('en');
  world.controller.sayAgain();
  expect(world.state.snapshot().notices.map(({ text }) => text)).toEqual([expect.stringMatching(/^Adit met/)]);
});
