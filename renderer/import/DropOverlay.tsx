import { FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useActions } from '../store-context.tsx';
import { classNames } from '../ui/class-names.ts';
import styles from './DropOverlay.module.css';
import { itemsOf, readDropped } from './dropped.ts';

const css = classNames(styles);

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** The whole window takes dropped files, folders and archives, and shows it while something is held above. */
export function DropOverlay() {
  const { readSet, tell } = useActions();
  const [isOver, setIsOver] = useState(false);

  useEffect(() => {
    // Entering a child fires before leaving its parent, so enters and leaves are counted.
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth += 1;
      setIsOver(true);
    };
    const over = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault();
    };
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setIsOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setIsOver(false);
      void readDropped(itemsOf(event.dataTransfer)).then(async (dropped) => {
        const failure = dropped.kind === 'set' ? await readSet(dropped.name, dropped.files) : dropped.explanation;
        if (failure) tell(failure);
      });
    };
    const listeners = { dragenter: enter, dragover: over, dragleave: leave, drop } as const;
    const names = Object.keys(listeners) as (keyof typeof listeners)[];
    for (const name of names) window.addEventListener(name, listeners[name]);
    return () => {
      for (const name of names) window.removeEventListener(name, listeners[name]);
    };
  }, [readSet, tell]);

  if (!isOver) return null;
  return (
    <div className={css('overlay')} data-react-aria-top-layer="true">
      <div className={css('frame')}>
        <FileDown size={40} strokeWidth={1.5} aria-hidden />
        <p className={css('title')}>Drop to read it</p>
        <p>A configuration, its folder or an archive. Nothing is saved before you say so.</p>
      </div>
    </div>
  );
}
