import type { ReactNode } from 'react';
import type { LockableSetting } from '../../preload/policy.ts';
import { useWindow } from '../store-context.tsx';
import { classNames } from '../ui/class-names.ts';
import styles from './Locked.module.css';

const css = classNames(styles);

/** A setting's control; where an administrator has decided the setting, it shows it and changes nothing. */
export function Locked({ setting, children }: { readonly setting: LockableSetting; readonly children: ReactNode }) {
  const isLocked = useWindow((state) => state.app?.managed?.settings.includes(setting) ?? false);
  return isLocked ? (
    <fieldset disabled className={css('locked')}>
      {children}
    </fieldset>
  ) : (
    children
  );
}
