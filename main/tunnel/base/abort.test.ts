import { expect, it } from 'vitest';
import { ConnectionAbort, orAborted, type Signal } from './abort.ts';

interface Controller {
  readonly signal: Signal;
  abort(): void;
}

it.each<[string, () => Controller]>([
  ['the platform', () => new AbortController()],
  ['a connection', () => new ConnectionAbort()],
])('the signal of %s calls who listens, once', (_, make) => {
  const controller = make();
  const { signal } = controller;
  const called: string[] = [];
  const removed = () => called.push('removed before');
  const last = () => called.push('removed meanwhile');
  signal.addEventListener('abort', removed);
  signal.addEventListener('abort', () => {
    called.push(`first, aborted: ${signal.aborted}`);
    signal.removeEventListener('abort', last);
  });
  signal.addEventListener('abort', () => called.push('second'));
  signal.addEventListener('abort', last);
  signal.removeEventListener('abort', removed);
  expect(signal.aborted).toBe(false);
  controller.abort();
  controller.abort();
  expect(called).toEqual(['first, aborted: true', 'second']);
});

it('a listener that comes when a connection is given up is too late', () => {
  const abort = new ConnectionAbort();
  const called: string[] = [];
  abort.signal.addEventListener('abort', () => {
    called.push('in time');
    abort.signal.addEventListener('abort', () => called.push('meanwhile'));
  });
  abort.abort();
  abort.signal.addEventListener('abort', () => called.push('after'));
  abort.abort();
  expect(called).toEqual(['in time']);
});

it('nobody waits for a promise once it is given up', async () => {
  const abort = new ConnectionAbort();
  const waiting = orAborted(new Promise(() => undefined), abort.signal);
  abort.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'ABORTED' });
  await expect(orAborted(new Promise(() => undefined), abort.signal)).rejects.toMatchObject({ code: 'ABORTED' });
});
