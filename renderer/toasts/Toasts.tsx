import { useCallback, useEffect, useRef } from 'react';
import { t } from '../../preload/words/words.ts';
import type { Toast } from '../store/state.ts';
import { useActions, useWindow } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout, ExplanationText } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import styles from './Toasts.module.css';

const css = classNames(styles);

/** Long enough to read three sentences; it can be dismissed before. */
const TOAST_MILLISECONDS = 12_000;

/** How soon to look again whether somebody has let go of it. */
const HELD_MILLISECONDS = 3000;

/** What requests came to, below what is shown, so that nothing of that is covered. */
export function PageToasts() {
  const isShown = useWindow((state) => state.sheet === null && state.toasts.length > 0);
  return isShown ? <Toasts look="onPage" /> : null;
}

/** The same while a sheet is open: in its flow, so that neither its title nor its buttons are covered. */
export function SheetToasts() {
  const hasToasts = useWindow((state) => state.toasts.length > 0);
  return (
    <>
      <WaitingPreviews />
      {hasToasts && <Toasts look="inSheet" />}
    </>
  );
}

/** Whoever has dropped or opened something sees that it was read, though a sheet stands before it. */
function WaitingPreviews() {
  const count = useWindow((state) => state.waiting.filter(({ kind }) => kind === 'import').length);
  if (count === 0) return null;
  return (
    <div className={css('inSheet')} role="status">
      <Callout level="information">{t('window.waiting', { count })}</Callout>
    </div>
  );
}

function Toasts({ look }: { readonly look: 'onPage' | 'inSheet' }) {
  const toasts = useWindow((state) => state.toasts);
  return (
    <section className={css(look)} aria-label={t('window.messages')}>
      {toasts.map((toast) => (
        <OneToast key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

/** Goes after a while, but not while somebody points at it or is in it. */
function OneToast({ toast }: { readonly toast: Toast }) {
  const { dismissToast, undoRemove, expireRemove } = useActions();
  const undoIds = toast.kind === 'done' ? toast.undoIds : undefined;
  const dismiss = useCallback(() => {
    dismissToast(toast.id);
    if (undoIds !== undefined) expireRemove(undoIds);
  }, [toast.id, undoIds, dismissToast, expireRemove]);
  const undo = async (ids: readonly string[]) => {
    dismissToast(toast.id);
    await undoRemove(ids);
  };
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const expire = () => {
      const isHeld = shown.current?.matches(':hover') || shown.current?.contains(document.activeElement);
      if (isHeld) timer = setTimeout(expire, HELD_MILLISECONDS);
      else dismiss();
    };
    let timer = setTimeout(expire, TOAST_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [dismiss]);
  return (
    <div ref={shown} className={css('toast')}>
      {toast.kind === 'failure' ? (
        <Callout level="error" isAlert onDismiss={() => dismissToast(toast.id)}>
          <ExplanationText explanation={toast.explanation} />
        </Callout>
      ) : (
        <Callout level="done" onDismiss={dismiss}>
          <div className={css('done')}>
            <p role="status">{toast.text}</p>
            {undoIds !== undefined && (
              <Button look="quiet" size="small" onPress={() => void undo(undoIds)}>
                {t('changes.undo')}
              </Button>
            )}
          </div>
        </Callout>
      )}
    </div>
  );
}
