import { useEffect } from 'react';
import type { Toast } from '../store.ts';
import { useActions, useWindow } from '../store-context.tsx';
import { Callout, ExplanationText } from './Callout.tsx';
import { classNames } from './class-names.ts';
import styles from './Toasts.module.css';

const css = classNames(styles);

/** Long enough to read three sentences; it can be dismissed before. */
const TOAST_MILLISECONDS = 14_000;

/** What requests came to. The attribute keeps them usable above an open sheet. */
export function Toasts() {
  const toasts = useWindow((state) => state.toasts);
  return (
    <section className={css('toasts')} aria-label="Messages" data-react-aria-top-layer="true">
      {toasts.map((toast) => (
        <OneToast key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function OneToast({ toast }: { readonly toast: Toast }) {
  const { dismissToast } = useActions();
  useEffect(() => {
    const timer = setTimeout(() => dismissToast(toast.id), TOAST_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [toast.id, dismissToast]);
  return (
    <div className={css('toast')}>
      {toast.kind === 'failure' ? (
        <Callout level="error" isAlert onDismiss={() => dismissToast(toast.id)}>
          <ExplanationText explanation={toast.explanation} />
        </Callout>
      ) : (
        <Callout level="done" onDismiss={() => dismissToast(toast.id)}>
          <p role="status">{toast.text}</p>
        </Callout>
      )}
    </div>
  );
}
