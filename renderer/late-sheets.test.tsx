// @vitest-environment happy-dom
import { cleanup, fireEvent, render } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { LateSheets } from './late-sheets.tsx';
import { createWindowStore } from './store/store.ts';
import { StoreProvider } from './store-context.tsx';
import { createDouble } from './testing/double.ts';
import { appState } from './testing/fixtures.ts';

const loads = vi.hoisted(() => ({ count: 0 }));
vi.mock('./OpenSheet.tsx', () => {
  loads.count += 1;
  return { OpenSheet: () => <p>Sheets</p> };
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('reads the sheets when somebody is at the window, and not before', async () => {
  vi.stubGlobal('requestIdleCallback', (then: () => void) => Number(setTimeout(then)));
  vi.stubGlobal('cancelIdleCallback', clearTimeout);
  const store = createWindowStore(createDouble(appState([])).bridge);
  const { findByText } = render(
    <StoreProvider store={store}>
      <LateSheets />
    </StoreProvider>,
  );
  await new Promise((resolve) => setTimeout(resolve));
  expect(loads.count).toBe(0);
  fireEvent.pointerMove(window);
  await findByText('Sheets');
  expect(loads.count).toBe(1);
});
