/** Something that has the focus, with what it stands in, from inside out. */
export interface Focused {
  readonly element: HTMLElement;
  readonly within: readonly Element[];
}

const CONTROLS = 'button:not(:disabled), a[href], input:not(:disabled)';

export function focusedOf(element: HTMLElement): Focused {
  const within: Element[] = [];
  for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) within.push(parent);
  return { element, within };
}

const isNowhere = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** Whether it has gone away, and nothing else has the focus since. */
export const isLost = ({ element }: Focused): boolean => !element.isConnected && isNowhere();

/** The first that can be used in what is left of its place, if that is a part of such an element. */
export function controlInPlaceOf({ within }: Focused, parts: string): HTMLElement | null {
  const left = within.find(({ isConnected }) => isConnected);
  return left?.closest(parts) == null ? null : left.querySelector<HTMLElement>(CONTROLS);
}
