// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useAfterFrame } from './use-after-frame.ts';

let frames: (() => void)[] = [];
beforeEach(() => {
  frames = [];
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  vi.stubGlobal('requestAnimationFrame', (made: () => void) => frames.push(made));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const paint = () =>
  act(() => {
    for (const made of frames.splice(0)) made();
  });
const then = () => act(() => vi.runAllTimers());

it('follows when the frame is painted, with what holds by then', () => {
  const { result, rerender } = renderHook(({ value }) => useAfterFrame(value), { initialProps: { value: 'off' } });
  expect(result.current).toBe('off');
  rerender({ value: 'on' });
  rerender({ value: 'reachable' });
  expect([result.current, frames.length]).toEqual(['off', 1]);
  paint();
  // The frame is made after this, and painted before the next task.
  expect(result.current).toBe('off');
  then();
  expect([result.current, frames.length]).toEqual(['reachable', 0]);
  rerender({ value: 'off' });
  paint();
  then();
  expect(result.current).toBe('off');
});

it('asks for no frame when nothing has changed', () => {
  const { rerender } = renderHook(() => useAfterFrame('off'));
  rerender();
  expect(frames).toEqual([]);
});

it('follows without a frame where none is made, because the page is covered or put away', () => {
  const { result, rerender } = renderHook(({ value }) => useAfterFrame(value), { initialProps: { value: 'off' } });
  rerender({ value: 'on' });
  expect(result.current).toBe('off');
  then();
  expect(result.current).toBe('on');
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  rerender({ value: 'reachable' });
  expect(result.current).toBe('reachable');
});
