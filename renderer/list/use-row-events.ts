import { type RefObject, useEffect, useRef } from 'react';

interface RowEvents {
  /** A key on the row itself. Returns whether it has done something; then the list does not see it. */
  onKey(profileId: string, event: KeyboardEvent): boolean;
  /** By the keyboard, also where type-ahead has led to, which the list does not select. */
  onFocus(profileId: string): void;
}

/** What happens on rows themselves, before the list takes it for its own; not on a control in them. */
export function useRowEvents(events: RowEvents): RefObject<HTMLDivElement | null> {
  const frame = useRef<HTMLDivElement>(null);
  const current = useRef(events);
  useEffect(() => {
    current.current = events;
  });
  useEffect(() => {
    const element = frame.current;
    let byKeyboard = false;
    const point = () => {
      byKeyboard = false;
    };
    const press = (event: KeyboardEvent) => {
      byKeyboard = true;
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
  return frame;
}

const rowAt = (target: EventTarget | null): string | undefined =>
  target instanceof HTMLElement && target.role === 'row' ? target.dataset['key'] : undefined;
