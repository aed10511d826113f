import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './Switch.module.css';

const css = classNames(styles);

interface SwitchProps {
  /** Accessible name when there are no children. */
  readonly label?: string;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly size?: 'normal' | 'large';
  readonly children?: ReactNode;
}

/** A native checkbox, drawn as a switch: it is where it looks to be, for pointers, assistive technology and tests. */
export function Switch({ label, isSelected, onChange, size = 'normal', children }: SwitchProps) {
  return (
    <label className={css('switch', size)}>
      {children !== undefined && <span className={css('label')}>{children}</span>}
      <input
        type="checkbox"
        role="switch"
        className={css('track')}
        aria-label={label}
        aria-checked={isSelected}
        checked={isSelected}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}
