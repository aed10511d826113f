import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './Part.module.css';

const css = classNames(styles);

interface PartProps {
  /** Above it, and its name. */
  readonly title?: string;
  /** Its name where it has no title. */
  readonly label?: string;
  readonly children: ReactNode;
}

/** Fields of a form that belong together; a line parts it from the one above. */
export function Part({ title, label = title, children }: PartProps) {
  return (
    <section className={css('part')} aria-label={label}>
      {title !== undefined && <h3 className={css('title')}>{title}</h3>}
      {children}
    </section>
  );
}

/** Fields beside each other, as long as there is room. */
export function Halves({ children }: { readonly children: ReactNode }) {
  return <div className={css('halves')}>{children}</div>;
}

/** What explains a part, or what came of it. */
export function Quiet({ children, isLive = false }: { readonly children: ReactNode; readonly isLive?: boolean }) {
  return (
    <p className={css('quiet')} aria-live={isLive ? 'polite' : undefined}>
      {children}
    </p>
  );
}

/** A command or a path, to be read and copied. */
export function MachineLine({ children }: { readonly children: ReactNode }) {
  return (
    <code className={css('machine')} dir="ltr">
      {children}
    </code>
  );
}
