import { beforeEach, describe, expect, test } from 'vitest';
import { createEnding, type Ending, type EndingPorts } from './ending.ts';

/** As Electron does: an app that is told to quit asks whether it may, and ends when nobody objects. */
function setUp() {
  const world = {
    isEdited: true,
    hasEnded: false,
    unanswered: 0,
    questions: [] as {
      within: number | null;
      isTaken: () => boolean;
      answer: (yes: boolean) => void;
      fail: () => void;
    }[],
    timers: new Map<() => void, number>(),
  };
  const quit = () => {
    if (ending.beforeQuit() === 'go') world.hasEnded = true;
  };
  const mayQuit: EndingPorts['mayQuit'] = (nobody, within) => {
    if (!world.isEdited) return null;
    return new Promise((resolve, reject) =>
      world.questions.push({ within, isTaken: () => nobody.aborted, answer: resolve, fail: () => reject(new Error()) }),
    );
  };
  const ending = createEnding({
    mayQuit,
    quit,
    after(milliseconds, then) {
      world.timers.set(then, milliseconds);
      return () => world.timers.delete(then);
    },
    unanswered: () => {
      world.unanswered += 1;
    },
  });
  const timePasses = () => {
    const due = [...world.timers.keys()];
    world.timers.clear();
    for (const then of due) then();
  };
  return { world, ending, quit, timePasses };
}

let world: ReturnType<typeof setUp>['world'];
let ending: Ending;
let quit: () => void;
let timePasses: () => void;
beforeEach(() => {
  ({ world, ending, quit, timePasses } = setUp());
});
const answered = () => new Promise((resolve) => setImmediate(resolve));

describe('a person who quits', () => {
  test('is not asked where nothing is edited', () => {
    world.isEdited = false;
    quit();
    expect(world).toMatchObject({ hasEnded: true, questions: [] });
  });

  test('is asked once, without a limit, however often they quit meanwhile', async () => {
    quit();
    quit();
    expect(world.questions).toMatchObject([{ within: null }]);
    expect(world.timers.size).toBe(0);
    world.questions[0]?.answer(true);
    await answered();
    expect(world).toMatchObject({ hasEnded: true, unanswered: 0 });
  });

  test('goes on, and is asked again the next time', async () => {
    quit();
    world.questions[0]?.answer(false);
    await answered();
    expect([world.hasEnded, ending.isQuitting()]).toEqual([false, false]);
    quit();
    expect(world.questions).toHaveLength(2);
  });

  test('is not kept by a question that could not be shown', async () => {
    quit();
    world.questions[0]?.fail();
    await answered();
    expect(world.hasEnded).toBe(true);
  });
});

describe('a signal', () => {
  test('ends at once where nothing is edited', () => {
    world.isEdited = false;
    ending.signalled();
    expect(world).toMatchObject({ hasEnded: true, unanswered: 0 });
  });

  test('asks for ten seconds, and ends where nobody answers', () => {
    ending.signalled();
    expect(world.hasEnded).toBe(false);
    expect(world.questions).toMatchObject([{ within: 10 }]);
    expect([...world.timers.values()]).toEqual([10_000]);
    timePasses();
    expect(world).toMatchObject({ hasEnded: true, unanswered: 1 });
    expect(world.questions[0]?.isTaken()).toBe(true);
  });

  test('that comes while a person is asked and has gone away ends, too', () => {
    quit();
    ending.signalled();
    expect(world.questions).toHaveLength(1);
    timePasses();
    expect(world.hasEnded).toBe(true);
  });

  test('ends at once when it comes again', () => {
    ending.signalled();
    ending.signalled();
    expect(world.hasEnded).toBe(true);
    expect(world.questions[0]?.isTaken()).toBe(true);
  });

  test('is held up by somebody who goes on, and no limit is left of it', async () => {
    ending.signalled();
    world.questions[0]?.answer(false);
    await answered();
    quit();
    timePasses();
    expect(world.hasEnded).toBe(false);
    expect(world.questions[1]).toMatchObject({ within: null });
    expect(world.questions[1]?.isTaken()).toBe(false);
    world.questions[1]?.answer(false);
    await answered();
    ending.signalled();
    expect(world.questions[2]).toMatchObject({ within: 10 });
  });

  test('an answer that comes too late changes nothing', async () => {
    ending.signalled();
    timePasses();
    world.questions[0]?.answer(false);
    await answered();
    expect(ending.isQuitting()).toBe(true);
  });
});
