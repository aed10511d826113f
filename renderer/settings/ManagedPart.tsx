import type { LockableSetting, ManagedView } from '../../preload/policy.ts';
import { currentLocale, t } from '../../preload/words/words.ts';
import { Callout } from '../ui/Callout.tsx';

const nameOf: Readonly<Record<LockableSetting, () => string>> = {
  appearance: () => t('settings.appearance'),
  language: () => t('settings.language'),
  atStart: () => t('settings.start'),
  startAtLogin: () => t('settings.login'),
  notifications: () => t('settings.notifications'),
  logLevel: () => t('settings.log'),
  checkOthers: () => t('managed.checkOthers'),
  updates: () => t('updates.title'),
};

/** What a person cannot change here, because somebody else has decided it. */
export function ManagedPart({ managed }: { readonly managed: ManagedView }) {
  const { settings, profileIds, requiresVerification } = managed;
  const names = new Intl.ListFormat(currentLocale(), { type: 'unit' }).format(settings.map((name) => nameOf[name]()));
  return (
    <section aria-label={t('managed.title')}>
      <Callout level="information">
        <strong>{t('managed.title')}</strong>
        {settings.length > 0 && <p>{t('managed.settings', { names })}</p>}
        {profileIds.length > 0 && <p>{t('managed.profiles', { count: profileIds.length })}</p>}
        {requiresVerification && <p>{t('managed.verification')}</p>}
      </Callout>
    </section>
  );
}
