/** Mounts the whole window on a double of main, and waits for its first state. */
import { configure, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactElement } from 'react';
import type { AppState } from '../../preload/app-state.ts';
import type { Handlers } from '../../preload/contract.ts';
import { App } from '../App.tsx';
import { loadSheets } from '../late-sheets.tsx';
import { createWindowStore } from '../store/store.ts';
import { StoreProvider } from '../store-context.tsx';
import { createDouble } from './double.ts';

// There is no layout here, and a list shows only those of its rows that can be seen.
for (const [side, length] of Object.entries({ clientWidth: 360, clientHeight: 720 }))
  Object.defineProperty(HTMLElement.prototype, side, { configurable: true, value: length });

// Nor is there anything out of sight.
globalThis.IntersectionObserver = class extends IntersectionObserver {
  readonly #tell: IntersectionObserverCallback;
  constructor(tell: IntersectionObserverCallback) {
    super(tell);
    this.#tell = tell;
  }
  override observe(target: Element): void {
    this.#tell([{ target, isIntersecting: isInSight.value } as IntersectionObserverEntry], this);
  }
};
/** Whether what is looked for is in sight. */
export const isInSight = { value: true };

// The accessibility tree of a whole window is much work for a busy machine; slow is not wrong.
configure({ asyncUtilTimeout: 60_000 });

/** Puts text into a field at once, instead of letter by letter. */
export const fill = (field: HTMLElement, value: string): boolean => fireEvent.change(field, { target: { value } });

/** `around`: what else is around the window. */
export async function mount(
  state: AppState,
  handlers: Partial<Handlers> = {},
  around: (app: ReactElement) => ReactElement = (app) => app,
) {
  await loadSheets();
  const double = createDouble(state, handlers);
  const store = createWindowStore(double.bridge);
  store.getState().actions.connect();
  render(<StoreProvider store={store}>{around(<App />)}</StoreProvider>);
  await screen.findByRole('main');
  const sent = (name: string) =>
    double.requests.filter((request) => request.name === name).map(({ request }) => request);
  return { double, store, sent, user: userEvent.setup({ delay: null }) };
}
