import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bridge } from './contract.ts';

const electron = vi.hoisted(() => ({
  exposed: new Map<string, unknown>(),
  invoked: [] as unknown[][],
  listeners: new Map<string, Set<(...all: unknown[]) => void>>(),
}));

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: unknown) => void electron.exposed.set(name, api) },
  ipcRenderer: {
    invoke: (...all: unknown[]) => {
      electron.invoked.push(all);
      return Promise.resolve({ ok: true, value: undefined });
    },
    on: (channel: string, listener: (...all: unknown[]) => void) => {
      const known = electron.listeners.get(channel) ?? new Set();
      electron.listeners.set(channel, known.add(listener));
    },
    off: (channel: string, listener: (...all: unknown[]) => void) =>
      void electron.listeners.get(channel)?.delete(listener),
  },
}));

await import('./index.ts');
const bridge = electron.exposed.get('adit') as Bridge;

beforeEach(() => {
  electron.invoked.splice(0);
});

describe('window.adit', () => {
  test('is all that the page gets', () => {
    expect([...electron.exposed.keys()]).toEqual(['adit']);
    const members = Object.values(bridge).flatMap((room) => Object.values(room as Record<string, unknown>));
    expect(members.every((member) => typeof member === 'function')).toBe(true);
  });

  test('a call has its own channel', async () => {
    await bridge.tunnel.start({ profileId: 'x' });
    await bridge.state.get();
    expect(electron.invoked).toEqual([
      ['adit:tunnel.start', { profileId: 'x' }],
      ['adit:state.get', undefined],
    ]);
  });

  test('listeners get the payload, never the event object, until they unsubscribe', () => {
    const heard: unknown[][] = [];
    const stop = bridge.window.onNavigate((...all) => heard.push(all));
    const send = () => {
      for (const listener of electron.listeners.get('adit:window.navigate') ?? [])
        listener({ sender: 'secret' }, { to: 'import' });
    };
    send();
    stop();
    send();
    expect(heard).toEqual([[{ to: 'import' }]]);
  });
});
