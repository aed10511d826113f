import { ArchiveRestore } from 'lucide-react';
import { useState } from 'react';
import type { RestorePlan } from '../../preload/backup.ts';
import type { RestoreChoice } from '../../preload/import-preview.ts';
import type { Explanation } from '../../preload/types.ts';
import { listed } from '../../preload/words/format.ts';
import { say } from '../../preload/words/say.ts';
import { t } from '../../preload/words/words.ts';
import { useActions, useWindow } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout, FailureCallout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { TextInput } from '../ui/Field.tsx';
import { formatDate } from '../ui/format.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { Switch } from '../ui/Switch.tsx';
import { RestoreCard } from './RestoreCard.tsx';
import styles from './RestoreSheet.module.css';

const css = classNames(styles);

/** What a backup holds, and what to do with each profile of it. Nothing is restored before *Restore*. */
export function RestoreSheet({ plan }: { readonly plan: RestorePlan }) {
  const { restore, closeSheet } = useActions();
  const [choices, setChoices] = useState<ReadonlyMap<string, RestoreChoice>>(
    () => new Map(plan.items.map(({ profile, suggested }) => [profile.id, suggested])),
  );
  const [settings, setSettings] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [failure, setFailure] = useState<Explanation | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  // It may be another computer's copy, opened while nobody was there.
  const hasChanged = useWindow(({ waiting }) =>
    waiting.some((next) => next.kind === 'restore' && next.plan.source === plan.source),
  );
  const isNothing = !settings && passphrase === '' && [...choices.values()].every((choice) => choice === 'skip');

  const run = async () => {
    if (isNothing || isBusy) return;
    setIsBusy(true);
    const chosen = [...choices].map(([profileId, choice]) => ({ profileId, choice }));
    setFailure(
      await restore({ planId: plan.id, choices: chosen, settings, passphrase: passphrase === '' ? null : passphrase }),
    );
    setIsBusy(false);
  };

  return (
    <Sheet
      title={t('backup.title')}
      subtitle={t('backup.madeOn', { file: plan.source, date: formatDate(plan.createdAt) })}
      icon={<ArchiveRestore size={20} aria-hidden />}
      width="wide"
      onClose={closeSheet}
      onSubmit={() => void run()}
      actions={
        <>
          <Button onPress={closeSheet}>{t('common.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={isNothing || isBusy}>
            {t('backup.restore')}
          </Button>
        </>
      }
    >
      <FailureCallout explanation={failure} />
      {hasChanged && (
        <Callout level="information" isAlert>
          {t('backup.hasChanged')}
        </Callout>
      )}
      {plan.secrets === 'damaged' && <Callout level="warning">{t('backup.damagedSecrets')}</Callout>}
      {plan.damaged.length > 0 && <Damaged damaged={plan.damaged} />}
      {plan.managed !== undefined && (
        <Callout level="information">
          {t('backup.managed', {
            count: plan.managed.length,
            names: listed(plan.managed.map((name) => `“${name}”`)),
          })}
        </Callout>
      )}
      {plan.items.length === 0 && plan.managed === undefined && <p>{t('backup.empty')}</p>}
      {plan.items.map((item) => (
        <RestoreCard
          key={item.profile.id}
          item={item}
          choice={choices.get(item.profile.id) ?? item.suggested}
          onChange={(choice) => setChoices(new Map([...choices, [item.profile.id, choice]]))}
        />
      ))}
      {plan.secrets === 'sealed' && (
        <TextInput
          label={t('backup.passphrase')}
          value={passphrase}
          onChange={setPassphrase}
          help={t('backup.passphraseHelp')}
          secret
        />
      )}
      <section className={css('settings')}>
        <Switch isSelected={settings} onChange={setSettings}>
          {t('backup.settings')}
        </Switch>
      </section>
    </Sheet>
  );
}

function Damaged({ damaged }: Pick<RestorePlan, 'damaged'>) {
  return (
    <Callout level="warning">
      <ul aria-label={t('backup.damaged')}>
        {damaged.map(({ name, reason }) => (
          <li key={JSON.stringify([name, reason])}>
            {name === null
              ? t('backup.brokenUnknown', { reason: say(reason) })
              : t('backup.broken', { name, reason: say(reason) })}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
