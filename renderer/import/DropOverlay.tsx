import { FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { findProfile, shownIdOf } from '../store/state.ts';
import { useActions, useWindow } from '../store-context.tsx';
import { classNames } from '../ui/class-names.ts';
import styles from './DropOverlay.module.css';
import { type Dropped, itemsOf, readDropped } from './dropped.ts';

const css = classNames(styles);

/** Files are for nobody else. */
function takes(event: DragEvent): boolean {
  if (event.dataTransfer?.types.includes('Files') !== true) return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}

/** The whole window takes dropped files, folders and archives, and shows it while something is held above. */
export function DropOverlay() {
  const { readSet, readText, giveOpenvpn, tell } = useActions();
  // In a small window the first profile is only shown in a list: it counts where a VPN is what it is for.
  const vpnFor = useWindow((state) => {
    if (state.selectedId !== null) return state.selectedId;
    const shown = shownIdOf(state);
    return shown !== null && findProfile(state, shown)?.profile.application === 'openvpn' ? shown : null;
  });
  const [isOver, setIsOver] = useState(false);

  useEffect(() => {
    const take = async (dropped: Dropped): Promise<Explanation | null> => {
      switch (dropped.kind) {
        case 'refused':
          return dropped.explanation;
        case 'set':
          return readSet(dropped.name, dropped.files, dropped.openvpn);
        case 'openvpn':
          return vpnFor === null
            ? readText(dropped.openvpn.name, dropped.openvpn.text)
            : giveOpenvpn(vpnFor, dropped.openvpn);
      }
    };
    // Entering a child fires before leaving its parent, so enters and leaves are counted.
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!takes(event)) return;
      depth += 1;
      setIsOver(true);
    };
    const over = (event: DragEvent) => {
      takes(event);
    };
    const leave = (event: DragEvent) => {
      if (!takes(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setIsOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!takes(event)) return;
      depth = 0;
      setIsOver(false);
      void readDropped(itemsOf(event.dataTransfer)).then(async (dropped) => {
        const failure = await take(dropped);
        if (failure) tell(failure);
      });
    };
    const listeners = { dragenter: enter, dragover: over, dragleave: leave, drop } as const;
    const names = Object.keys(listeners) as (keyof typeof listeners)[];
    // Before the list of servers, which takes rows and would keep files from coming here.
    for (const name of names) window.addEventListener(name, listeners[name], true);
    return () => {
      for (const name of names) window.removeEventListener(name, listeners[name], true);
    };
  }, [readSet, readText, giveOpenvpn, vpnFor, tell]);

  if (!isOver) return null;
  return (
    <section className={css('overlay')} data-react-aria-top-layer="true" aria-label={t('import.drop.label')}>
      <div className={css('frame')}>
        <FileDown size={40} strokeWidth={1.5} aria-hidden />
        <p className={css('title')}>{t('import.drop.title')}</p>
        <p>{t('import.drop.what')}</p>
      </div>
    </section>
  );
}
