import { classNames } from './class-names.ts';
import styles from './Mark.module.css';

const css = classNames(styles);

/** The entrance of a tunnel: two arches and the light at the end. */
export function Mark({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" fill="none" aria-hidden className={css('mark')}>
      <path className={css('outer')} d="M6 56V32a26 26 0 0 1 52 0v24Z" />
      <path className={css('inner')} d="M16 56V33a16 16 0 0 1 32 0v23Z" />
      <path className={css('light')} d="M25 56V36a7 7 0 0 1 14 0v20Z" />
    </svg>
  );
}
