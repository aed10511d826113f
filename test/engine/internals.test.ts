/** What the engine uses below Node's interface works in the runtimes that users get; it says so, and works without. */
import { describe, expect, it } from 'vitest';
import { WITHOUT_CHANNEL, WITHOUT_INTERNALS } from './environment.ts';
import { runtimes, startEngine } from './runtimes.ts';
import { prepared } from './setup.ts';
import { specification } from './specification.ts';

const setup = prepared();

describe.each(runtimes.filter(({ executable }) => executable !== null))('internals on $name', (runtime) => {
  /** What the log says of them when the first tunnel starts. */
  async function told(env: NodeJS.ProcessEnv): Promise<unknown> {
    await using running = await startEngine(runtime, setup.child.file, env);
    running.engine.start(specification(1));
    running.engine.start(specification(1, { id: 'another' }));
    await running.event((event) => event.kind === 'log' && event.text.startsWith("below Node's interface"));
    await running.until('another', ({ kind }) => kind === 'on');
    return running.events.filter((event) => event.kind === 'log' && event.id === null);
  }

  it.skipIf(process.platform === 'win32')('are all in use', async () => {
    expect(await told({ [WITHOUT_INTERNALS]: '' })).toEqual([
      {
        kind: 'log',
        id: null,
        level: 'info',
        text: "below Node's interface: own-buffers, socket-channel, tls-reset, peer-address in use",
      },
    ]);
  });

  it('one that does not work is left out, with what happens instead', async () => {
    expect(await told({ [WITHOUT_INTERNALS]: '', [WITHOUT_CHANNEL]: '1' })).toEqual([
      {
        kind: 'log',
        id: null,
        level: 'notice',
        text: expect.stringMatching(/: without socket-channel \(the runtime .*; one thread serves them all.*\)$/),
      },
    ]);
  });

  it('can all be left out', async () => {
    expect(await told({ [WITHOUT_INTERNALS]: '1' })).toEqual([
      {
        kind: 'log',
        id: null,
        level: 'notice',
        text: expect.stringMatching(/without own-buffers .*without peer-address/),
      },
    ]);
  });
});
