import type { ReactNode } from 'react';
import type { LockableSetting } from '../../preload/policy.ts';
import { t } from '../../preload/words/words.ts';
import { useWindow } from '../store-context.tsx';
import { classNames } from '../ui/class-names.ts';
import styles from './Locked.module.css';

const css = classNames(styles);

interface LockedProps {
  readonly setting: LockableSetting;
  /** Where nothing else says why it cannot be changed. */
  readonly withReason?: boolean;
  readonly children: ReactNode;
}

/** A setting's control; where an administrator has decided the setting, it shows it and changes nothing. */
export function Locked({ setting, withReason = false, children }: LockedProps) {
  const isLocked = useWindow((state) => state.app?.managed?.settings.includes(setting) ?? false);
  return isLocked ? <Decided withReason={withReason}>{children}</Decided> : children;
}

/** Controls of what an administrator has decided. */
export function Decided({ withReason, children }: Omit<LockedProps, 'setting'>) {
  return (
    <>
      <fieldset disabled className={css('locked')}>
        {children}
      </fieldset>
      {withReason && <p className={css('reason')}>{t('managed.locked')}</p>}
    </>
  );
}
