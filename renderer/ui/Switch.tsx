import type { ReactNode } from 'react';
import { Switch as AriaSwitch } from 'react-aria-components';
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

export function Switch({ label, isSelected, onChange, size = 'normal', children }: SwitchProps) {
  return (
    <AriaSwitch
      {...(label === undefined ? {} : { 'aria-label': label })}
      isSelected={isSelected}
      onChange={onChange}
      className={css('switch', size)}
    >
      {children !== undefined && <span className={css('label')}>{children}</span>}
      <span className={css('track')}>
        <span className={css('thumb')} />
      </span>
    </AriaSwitch>
  );
}
