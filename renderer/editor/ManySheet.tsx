import { ListChecks } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { ManyItem } from '../../preload/contract.ts';
import type { Explanation, Profile } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import type { WindowState } from '../store/store.ts';
import { useActions, useWindowList } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout, FailureCallout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { Differences } from '../ui/Differences.tsx';
import { Checkbox } from '../ui/Field.tsx';
import { formatEndpoint } from '../ui/format.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { ManyFields } from './ManyFields.tsx';
import styles from './ManySheet.module.css';
import { checkMany, emptyDraft } from './many-draft.ts';

const css = classNames(styles);

const storedProfiles = (state: WindowState) =>
  (state.app?.profiles ?? []).flatMap(({ profile }) => (profile.demo ? [] : [profile]));

/** One change of several servers, and what it changes of each before it is done. */
export function ManySheet({ profileIds }: { readonly profileIds: readonly string[] }) {
  const { closeSheet, planMany, changeMany } = useActions();
  const profiles = useWindowList(storedProfiles);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(profileIds));
  const [draft, setDraft] = useState(emptyDraft);
  const [items, setItems] = useState<readonly ManyItem[]>([]);
  const [failure, setFailure] = useState<Explanation | null>(null);
  const [isDone, setIsDone] = useState(false);
  const ids = profiles.flatMap(({ id }) => (chosen.has(id) ? [id] : []));
  const checked = checkMany(draft);
  const change = checked.ok ? checked.change : null;
  const wanted = change === null || ids.length === 0 ? null : JSON.stringify({ ids, change });

  useEffect(() => {
    setItems([]);
    if (wanted === null) return;
    let isLate = false;
    const { ids: of, change: what } = JSON.parse(wanted);
    void planMany(of, what).then((planned) => {
      if (isLate) return;
      setFailure(planned.ok ? null : planned.explanation);
      if (planned.ok) setItems(planned.value);
    });
    return () => {
      isLate = true;
    };
  }, [wanted, planMany]);

  const changing = items.filter(({ differences }) => differences.length > 0);
  const apply = async () => {
    if (change === null || changing.length === 0 || isDone) return;
    setIsDone(true);
    setFailure(await changeMany(ids, change));
    setIsDone(false);
  };
  const tick = (id: string, isOn: boolean) => {
    const next = new Set(chosen);
    if (isOn) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const isAll = ids.length === profiles.length;

  return (
    <Sheet
      title={t('changes.many.title')}
      subtitle={t('changes.many.subtitle')}
      icon={<ListChecks size={20} aria-hidden />}
      width="wide"
      onClose={closeSheet}
      onSubmit={() => void apply()}
      hint={checked.ok ? (wanted === null ? t('changes.many.nothing') : null) : t('changes.many.wrong')}
      actions={
        <>
          <Button onPress={closeSheet}>{t('common.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={changing.length === 0 || isDone}>
            {t('changes.many.apply', { count: changing.length })}
          </Button>
        </>
      }
    >
      <FailureCallout explanation={failure} />
      <fieldset className={css('servers')}>
        <legend className={css('legend')}>{t('changes.many.servers')}</legend>
        <Tick
          label={t('changes.many.all')}
          isSelected={isAll}
          onChange={(isOn) => setChosen(new Set(isOn ? profiles.map(({ id }) => id) : []))}
        />
        {profiles.map((profile) => (
          <Tick
            key={profile.id}
            label={profile.name}
            isSelected={chosen.has(profile.id)}
            onChange={(isOn) => tick(profile.id, isOn)}
          >
            <ServerOf profile={profile} />
          </Tick>
        ))}
      </fieldset>
      <ManyFields
        draft={draft}
        errors={checked.ok ? {} : checked.errors}
        onChange={(changed) => setDraft({ ...draft, ...changed })}
      />
      {items.map((item) => (
        <PlannedItem key={item.profileId} item={item} profile={profiles.find(({ id }) => id === item.profileId)} />
      ))}
    </Sheet>
  );
}

interface TickProps {
  readonly label: string;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
  readonly children?: ReactNode;
}

function Tick({ label, isSelected, onChange, children }: TickProps) {
  return (
    <div className={css('tick')}>
      <Checkbox label={label} isSelected={isSelected} onChange={onChange} />
      <span className={css('name')} aria-hidden>
        {label}
      </span>
      {children}
    </div>
  );
}

function ServerOf({ profile: { connect } }: { readonly profile: Profile }) {
  const [first] = connect;
  return (
    <bdi dir="ltr" className={css('server')}>
      {first && formatEndpoint(first)}
    </bdi>
  );
}

function PlannedItem({ item, profile }: { readonly item: ManyItem; readonly profile: Profile | undefined }) {
  if (profile === undefined) return null;
  const label = t('changes.many.changesOf', { name: profile.name });
  return (
    <section className={css('planned')} aria-label={label}>
      <h3 className={css('title')}>{profile.name}</h3>
      {item.differences.length === 0 ? (
        <p className={css('server')}>{t('changes.many.stays')}</p>
      ) : (
        <Differences label={label} differences={item.differences} />
      )}
      {item.lost.length > 0 && <Callout level="information">{t('changes.many.lost')}</Callout>}
    </section>
  );
}
