import { expect, test } from 'vitest';
import type { Engine, EngineListener } from './engine.ts';
import { type FromEngine, serveEngine } from './wire.ts';

const notAsked = () => {
  throw new Error('not asked');
};

/** An engine that says what the test wants, and stops when the test says so. */
function setUp() {
  const posted: FromEngine[] = [];
  let say: EngineListener = notAsked;
  let stopped = () => {};
  const engine: Engine = {
    start: notAsked,
    stop: () => new Promise((resolve) => (stopped = resolve)),
    check: notAsked,
    inspect: async () => ({ connections: [], chain: [] }),
    endConnection: notAsked,
    hold: notAsked,
    refresh: notAsked,
    close: async () => {},
  };
  const receive = serveEngine(
    (listener) => {
      say = listener;
      return engine;
    },
    (message) => posted.push(message),
  );
  const log = (text: string) => say({ kind: 'log', id: null, level: 'info', text });
  return { receive, posted, log, stopped: () => stopped() };
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

test('an answer comes after what was said before it', async () => {
  const { receive, posted, log, stopped } = setUp();
  receive({ kind: 'stop', request: 7, id: 'a' });
  stopped();
  // The answer's own turn has begun by now, and the text is said in it.
  log('off');
  await turn();
  expect(posted.map(({ kind }) => kind)).toEqual(['events', 'done']);
  expect(texts(posted[0])).toEqual(['off']);
});

test('an answer does not wait for what nobody says', async () => {
  const { receive, posted } = setUp();
  receive({ kind: 'inspect', request: 3, id: 'a' });
  await turn();
  expect(posted).toEqual([{ kind: 'inspect', request: 3, look: { connections: [], chain: [] } }]);
});
