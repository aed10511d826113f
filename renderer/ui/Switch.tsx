import { type ReactNode, startTransition, useOptimistic } from 'react';
import { classNames } from './class-names.ts';
import styles from './Switch.module.css';

const css = classNames(styles);

interface SwitchProps {
  /** Accessible name when there are no children. */
  readonly label?: string;
  readonly isSelected: boolean;
  /** A promise resolves when the change is done, or has come to nothing. */
  readonly onChange: (isSelected: boolean) => void | Promise<void>;
  readonly size?: 'normal' | 'large';
  readonly children?: ReactNode;
}

/**
 * A native checkbox, drawn as a switch: it is where it looks to be, for pointers, assistive technology and tests. It moves at
 * once, and goes back when what was asked for comes to nothing.
 */
export function Switch({ label, isSelected, onChange, size = 'normal', children }: SwitchProps) {
  const [isShown, show] = useOptimistic(isSelected);
  return (
    <label className={css('switch', size)}>
      {children !== undefined && <span className={css('label')}>{children}</span>}
      <input
        type="checkbox"
        role="switch"
        className={css('track')}
        aria-label={label}
        aria-checked={isShown}
        checked={isShown}
        onChange={({ target: { checked } }) => {
          const changing = onChange(checked);
          if (changing === undefined) return;
          startTransition(async () => {
            show(checked);
            await changing;
          });
        }}
      />
    </label>
  );
}
