import { expect, test } from 'vitest';
import type { Engine, EngineListener } from './engine.ts';
import { type FromEngine, serveEngine, type ToEngine } from './wire.ts';

const notAsked = () => {
  throw new Error('not asked');
};

/** An engine that says what the test wants, and stops when the test says so. */
function setUp() {
  const posted: FromEngine[] = [];
  let say: EngineListener = notAsked;
  let done = () => {};
  const whenDone = () => new Promise<void>((resolve) => (done = resolve));
  const engine: Engine = {
    start: notAsked,
    stop: whenDone,
    check: notAsked,
    inspect: () => whenDone().then(() => ({ connections: [], chain: [] })),
    endConnection: notAsked,
    hold: notAsked,
    refresh: notAsked,
    close: whenDone,
  };
  const receive = serveEngine(
    (listener) => {
      say = listener;
      return engine;
    },
    (message) => posted.push(message),
  );
  const log = (text: string) => say({ kind: 'log', id: null, level: 'info', text });
  return { receive, posted, log, done: () => done() };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const texts = (message: FromEngine | undefined) =>
  message?.kind === 'events' ? message.events.map((event) => (event.kind === 'log' ? event.text : event.kind)) : null;

test('what the engine says at one moment is one message, in its order; what it says later is another', async () => {
  const { posted, log } = setUp();
  log('one');
  await null;
  log('two');
  await turn();
  log('three');
  await turn();
  expect(posted.map(texts)).toEqual([['one', 'two'], ['three']]);
});

test.each<[ToEngine, FromEngine['kind']]>([
  [{ kind: 'stop', request: 7, id: 'a' }, 'done'],
  [{ kind: 'close', request: 7 }, 'done'],
  [{ kind: 'inspect', request: 7, id: 'a' }, 'inspect'],
])('an answer to $kind comes after what was said before it, and nothing is said twice', async (asked, answered) => {
  const { receive, posted, log, done } = setUp();
  log('before');
  receive(asked);
  done();
  // The answer's own turn has begun by now, and the text is said in it.
  log('off');
  await turn();
  log('later');
  await turn();
  expect(posted.map(({ kind }) => kind)).toEqual(['events', answered, 'events']);
  expect(posted.map(texts)).toEqual([['before', 'off'], null, ['later']]);
});

test('an answer does not wait for what nobody says', async () => {
  const { receive, posted, done } = setUp();
  receive({ kind: 'inspect', request: 3, id: 'a' });
  done();
  await turn();
  expect(posted).toEqual([{ kind: 'inspect', request: 3, look: { connections: [], chain: [] } }]);
});
