import { classNames } from './class-names.ts';
import styles from './Mark.module.css';

const css = classNames(styles);

/** The app's icon: a portal, and the level way in. The shapes are those of build/icons/icon-small.svg. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect className={css('rock')} width="32" height="32" rx="7" />
      <path className={css('portal')} d="M6 28V15a10 10 0 0 1 20 0v13z" />
      <path className={css('rock')} d="M4 16h12v-5l8 7-8 7v-5H4z" />
    </svg>
  );
}
