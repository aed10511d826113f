import { expect, test } from 'vitest';
import { showWhereNoIconIs } from './hidden-start.ts';

test.each<[string, { readonly hasPanel: boolean; readonly isSettled: boolean }, boolean]>([
  ['no panel shows an icon', { hasPanel: false, isSettled: false }, true],
  ['a panel shows it', { hasPanel: true, isSettled: false }, false],
  ['somebody has opened the window, or the app ends', { hasPanel: false, isSettled: true }, false],
])(
  'the window is shown after a hidden start only where it is wanted: %s',
  async (_name, { hasPanel, isSettled }, shown) => {
    let isShown = false;
    let later = (): void => undefined;
    showWhereNoIconIs({
      after(_milliseconds, then) {
        later = then;
        return () => undefined;
      },
      hasPanel: async () => hasPanel,
      isSettled: () => isSettled,
      showWindow: () => {
        isShown = true;
      },
    });
    expect(isShown).toBe(false);
    later();
    await null;
    await null;
    expect(isShown).toBe(shown);
  },
);

test('nothing is shown where somebody has opened the window while the panel was asked', async () => {
  const shown: string[] = [];
  let later = (): void => undefined;
  let isSettled = false;
  showWhereNoIconIs({
    after(_milliseconds, then) {
      later = then;
      return () => undefined;
    },
    hasPanel: async () => {
      isSettled = true;
      return false;
    },
    isSettled: () => isSettled,
    showWindow: () => shown.push('window'),
  });
  later();
  await null;
  await null;
  expect(shown).toEqual([]);
});
