import { X } from 'lucide-react';
import { t } from '../../preload/words/words.ts';
import { useActions, useWindow } from '../store-context.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { useMedia } from '../ui/use-media.ts';
import { SelectionActions, SelectionMenu } from './SelectionActions.tsx';
import styles from './SelectionBar.module.css';

const css = classNames(styles);

/** Below the list in a small window, where there is nothing beside it. */
export function SelectionBar() {
  const { mark } = useActions();
  const count = useWindow((state) => state.marked.size);
  // Twice the size of everything, in the smallest window: the list itself must be there.
  const isLow = useMedia('(max-height: 300px)');
  const selectNone = () => mark(new Set());
  return (
    <section className={css('bar', isLow ? 'low' : undefined)} aria-label={t('list.selected', { count })}>
      <div className={css('count')}>
        {isLow && (
          <IconButton label={t('list.selected.none')} onPress={selectNone}>
            <X size={16} aria-hidden />
          </IconButton>
        )}
        <p role="status">{t('list.selected', { count })}</p>
        {isLow ? (
          <SelectionMenu />
        ) : (
          <Button look="quiet" size="small" onPress={selectNone}>
            {t('list.selected.none')}
          </Button>
        )}
      </div>
      {!isLow && <SelectionActions size="small" />}
    </section>
  );
}
