import { type RefObject, useCallback, useEffect, useRef } from 'react';

interface RowEvents {
  /** A key on the row itself. Returns whether it has done something; then the list does not see it. */
  onKey(profileId: string, event: KeyboardEvent): boolean;
  /** By the keyboard and without Shift, Ctrl or ⌘, which select; also where type-ahead has led to, which the list does not select. */
  onFocus(profileId: string): void;
}

interface Rows {
  readonly frame: RefObject<HTMLDivElement | null>;
  /** Whether Shift, Ctrl or ⌘ was held at the last click or key. */
  readonly wasModified: () => boolean;
}

const isModified = ({ shiftKey, ctrlKey, metaKey }: MouseEvent | KeyboardEvent): boolean =>
  shiftKey || ctrlKey || metaKey;

/** What happens on rows themselves, before the list takes it for its own; not on a control in them. */
export function useRowEvents(events: RowEvents): Rows {
  const frame = useRef<HTMLDivElement>(null);
  const modified = useRef(false);
  const current = useRef(events);
  useEffect(() => {
    current.current = events;
  });
  useEffect(() => {
    const element = frame.current;
    let byKeyboard = false;
    const point = (event: PointerEvent) => {
      byKeyboard = false;
      modified.current = isModified(event);
    };
    const press = (event: KeyboardEvent) => {
      modified.current = isModified(event);
      byKeyboard = !modified.current;
      const profileId = rowAt(event.target);
      if (profileId === undefined || !current.current.onKey(profileId, event)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const focus = ({ target }: FocusEvent) => {
      const profileId = rowAt(target);
      if (profileId !== undefined && byKeyboard) current.current.onFocus(profileId);
    };
    element?.addEventListener('pointerdown', point, true);
    element?.addEventListener('keydown', press, true);
    element?.addEventListener('focusin', focus);
    return () => {
      element?.removeEventListener('pointerdown', point, true);
      element?.removeEventListener('keydown', press, true);
      element?.removeEventListener('focusin', focus);
    };
  }, []);
  const wasModified = useCallback(() => modified.current, []);
  return { frame, wasModified };
}

const rowAt = (target: EventTarget | null): string | undefined =>
  target instanceof HTMLElement && target.role === 'row' ? target.dataset['key'] : undefined;
