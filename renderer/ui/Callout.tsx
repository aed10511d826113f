import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { IconButton } from './Button.tsx';
import styles from './Callout.module.css';
import { classNames } from './class-names.ts';

const css = classNames(styles);

export type Level = 'information' | 'warning' | 'error' | 'done';

const icons = { information: Info, warning: TriangleAlert, error: CircleAlert, done: CircleCheck };

interface CalloutProps {
  readonly level: Level;
  readonly children: ReactNode;
  readonly onDismiss?: () => void;
  /** Read out at once, for what has just happened. */
  readonly isAlert?: boolean;
}

export function Callout({ level, children, onDismiss, isAlert = false }: CalloutProps) {
  const Icon = icons[level];
  return (
    <div className={css('callout', level)} role={isAlert ? 'alert' : undefined}>
      <Icon size={17} aria-hidden />
      <div className={css('text')}>{children}</div>
      {onDismiss && (
        <IconButton label={t('ui.dismiss')} onPress={onDismiss}>
          <X size={15} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

/** The three sentences of an explanation: what happened, why that usually is, what to do next. */
export function ExplanationText({ explanation }: { readonly explanation: Explanation }) {
  return (
    <div className={css('explanation')}>
      <p className={css('what')}>{explanation.what}</p>
      <p>{explanation.why}</p>
      <p>{explanation.next}</p>
    </div>
  );
}

export function FailureCallout({ explanation }: { readonly explanation: Explanation | null }) {
  const shown = useRef<HTMLDivElement>(null);
  // It stands at the top of a sheet, and who pressed its button may be at the bottom.
  useEffect(() => {
    if (explanation !== null) shown.current?.scrollIntoView({ block: 'nearest' });
  }, [explanation]);
  if (explanation === null) return null;
  return (
    <div ref={shown}>
      <Callout level="error" isAlert>
        <ExplanationText explanation={explanation} />
      </Callout>
    </div>
  );
}
