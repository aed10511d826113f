import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ImportAnswer, ImportService, Profile } from '../../preload/types.ts';
import type { Controller } from './controller.ts';
import { createImports, type Demo, type Reading } from './imports.ts';
import { makeProfile } from './make-profile.ts';
import { done, storeIsReadOnly } from './result.ts';

const service = (key: string, more: Partial<ImportService> = {}): ImportService => ({
  key,
  section: key,
  role: 'server',
  name: key,
  application: 'ssh',
  host: null,
  remotePort: 443,
  localPort: 2222,
  user: null,
  trust: 'system',
  reasons: {},
  notes: [],
  problem: null,
  ...more,
});

const answer = (key: string): ImportAnswer => ({
  key,
  name: key,
  application: 'ssh',
  host: 'vpn.example.org',
  remotePort: 443,
  localPort: 2222,
  user: null,
});

function setUp() {
  const added: Profile[] = [];
  const taken: number[][] = [];
  const lines: string[] = [];
  const log = (text: string) => void lines.push(text);
  const world = {
    reading: {
      ok: true,
      services: [service('ssh'), service('broken', { problem: 'It has no accept.' })],
      notes: [],
      adopt: (answers, newId) => answers.map(({ name }) => makeProfile({ id: newId(), name })),
    } as Reading,
    refuse: false,
    demosStarted: 0,
    demosClosed: 0,
    demoFails: false,
    readerThrows: false,
  };
  const startDemoServer = async (): Promise<Demo> => {
    if (world.demoFails) throw new Error('EADDRINUSE');
    world.demosStarted += 1;
    return {
      configuration: '[web]\naccept = 8443\n',
      host: '127.0.0.1',
      port: 8443,
      localPort: 8081,
      close: async () => {
        world.demosClosed += 1;
      },
    };
  };
  const addProfiles: Controller['addProfiles'] = (profiles) => {
    if (world.refuse) return storeIsReadOnly;
    added.push(...profiles);
    return done;
  };
  const imports = createImports({
    controller: { addProfiles } as Controller,
    profiles: () => added,
    readConfiguration: (_text, { takenPorts }) => {
      if (world.readerThrows) throw new Error('reader');
      taken.push([...takenPorts]);
      return world.reading;
    },
    startDemoServer,
    newId: randomUUID,
    log: { error: log, warn: log, info: log, debug: log },
  });
  const preview = () => {
    const read = imports.read('stunnel.conf', 'text');
    if (!read.ok) throw new Error('expected a preview');
    return read.value;
  };
  return { world, imports, added, taken, lines, preview };
}

let bench: ReturnType<typeof setUp>;
beforeEach(() => {
  bench = setUp();
});

describe('a preview', () => {
  test('saves nothing; adding it does, once', () => {
    const { id, source, services } = bench.preview();
    expect(source).toBe('stunnel.conf');
    expect(services.map(({ key }) => key)).toEqual(['ssh', 'broken']);
    expect(bench.added).toEqual([]);
    const result = bench.imports.add(id, [answer('ssh')]);
    expect(result).toEqual({ ok: true, value: { profileIds: [bench.added[0]?.id] } });
    expect(bench.imports.add(id, [answer('ssh')])).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(bench.added).toHaveLength(1);
  });

  test.each([
    ['a service that the file does not have', ['other']],
    ['a service that cannot become a profile', ['broken']],
    ['the same service twice', ['ssh', 'ssh']],
  ])('refuses answers for %s', (_what, keys) => {
    const { id } = bench.preview();
    expect(bench.imports.add(id, keys.map(answer))).toMatchObject({ ok: false, error: { code: 'invalid-request' } });
    expect(bench.added).toEqual([]);
  });

  test('stays open when nothing could be stored', () => {
    const { id } = bench.preview();
    bench.world.refuse = true;
    expect(bench.imports.add(id, [answer('ssh')]).ok).toBe(false);
    bench.world.refuse = false;
    expect(bench.imports.add(id, [answer('ssh')]).ok).toBe(true);
  });

  test('is gone after it was cancelled', async () => {
    const { id } = bench.preview();
    await bench.imports.cancel(id);
    expect(bench.imports.add(id, [answer('ssh')]).ok).toBe(false);
  });

  test('is made with the knowledge of which ports other profiles have', () => {
    const { id } = bench.preview();
    bench.imports.add(id, [answer('ssh')]);
    bench.preview();
    expect(bench.taken).toEqual([[], [2222]]);
  });

  test('is forgotten when many newer ones were made, so that memory is bounded', () => {
    const { id } = bench.preview();
    for (let count = 0; count < 16; count++) bench.preview();
    expect(bench.imports.add(id, [answer('ssh')]).ok).toBe(false);
  });
});

test('a file that is no configuration is a failure with the reader’s own explanation', () => {
  const explanation = { what: 'No.', why: 'Because.', next: 'Try.' };
  bench.world.reading = { ok: false, explanation };
  expect(bench.imports.read('x', 'y')).toEqual({ ok: false, error: { code: 'import', explanation } });
});

test('a reader that throws is a failure and a line in the log', () => {
  bench.world.readerThrows = true;
  expect(bench.imports.read('x', 'y')).toMatchObject({ ok: false, error: { code: 'import' } });
  expect(bench.lines.join()).toContain('reader');
});

describe('the demo', () => {
  const demo = async () => {
    const started = await bench.imports.startDemo();
    if (!started.ok) throw new Error('expected a preview');
    return started.value;
  };

  test('is previewed like a file, with its host and port filled in, and its profiles are demos', async () => {
    const preview = await demo();
    expect(preview).toMatchObject({
      demo: true,
      services: [{ host: '127.0.0.1', remotePort: 8443, localPort: 8081 }, {}],
    });
    bench.imports.add(preview.id, [answer('ssh')]);
    expect(bench.added).toMatchObject([{ demo: true }]);
  });

  test('has one server, however often it is started', async () => {
    await demo();
    await demo();
    expect(bench.world.demosStarted).toBe(1);
  });

  test('ends its server when its preview is cancelled, but not while a profile uses it', async () => {
    const first = await demo();
    await bench.imports.cancel(first.id);
    expect(bench.world.demosClosed).toBe(1);
    const second = await demo();
    bench.imports.add(second.id, [answer('ssh')]);
    await bench.imports.tidy();
    expect(bench.world.demosClosed).toBe(1);
    bench.added.splice(0);
    await bench.imports.tidy();
    expect(bench.world.demosClosed).toBe(2);
  });

  test('that cannot start says so and can be tried again', async () => {
    bench.world.demoFails = true;
    expect((await bench.imports.startDemo()).ok).toBe(false);
    bench.world.demoFails = false;
    expect((await bench.imports.startDemo()).ok).toBe(true);
  });
});
