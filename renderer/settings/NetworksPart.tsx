import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { type Network, type NetworkRule, type Place, ruleKey, withRule } from '../../preload/networks.ts';
import type { Settings } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { useActions, useWindow, useWindowList } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Details } from '../ui/Details.tsx';
import { type Choice, Select, TextInput } from '../ui/Field.tsx';
import styles from './NetworksPart.module.css';
import { outcomeChoices, outcomeOf } from './outcome-choices.ts';

const css = classNames(styles);

/** Networks that have names, with what tunnels do in them; and the one that this computer is in now. */
export function NetworksPart({ settings }: { readonly settings: Settings }) {
  const { saveSettings } = useActions();
  const place = useWindow((state) => state.app?.place ?? null);
  const networks = settings.networks ?? [];
  const here = place?.kind === 'network' ? place : null;
  const save = (all: readonly Network[]) => void saveSettings({ ...settings, networks: [...all] });
  const change = (changed: Network) => save(networks.map((each) => (each.id === changed.id ? changed : each)));
  const add = (gateway: string) =>
    save([
      ...networks,
      {
        id: crypto.randomUUID(),
        name: t('networks.new', { number: networks.length + 1 }),
        gateways: [gateway],
        wifi: null,
        rules: [],
      },
    ]);
  return (
    <Details title={t('networks.title')} {...(networks.length === 0 ? {} : { count: networks.length })}>
      <div className={css('part')}>
        <p>{t('networks.what')}</p>
        <p role="status">{hereWords(place, networks)}</p>
        {here !== null && here.networkId === null && here.gateway !== null && (
          <Button icon={<Plus size={15} aria-hidden />} onPress={() => add(here.gateway ?? '')}>
            {t('networks.add')}
          </Button>
        )}
        {networks.map((network) => (
          <NetworkCard
            key={network.id}
            network={network}
            isConfirmable={here?.networkId === network.id && here.sign === 'weak' ? here.gateway : null}
            onChange={change}
            onForget={() => save(networks.filter(({ id }) => id !== network.id))}
          />
        ))}
      </div>
    </Details>
  );
}

function hereWords(place: Place | null, networks: readonly Network[]): string {
  if (place === null || place.kind === 'nowhere') return t('networks.nowhere');
  const name = networks.find(({ id }) => id === place.networkId)?.name;
  if (name !== undefined) return t(place.sign === 'weak' ? 'networks.hereWeak' : 'networks.here', { name });
  return place.gateway === null ? t('networks.unknown') : t('networks.unnamed', { router: place.gateway });
}

interface NetworkCardProps {
  readonly network: Network;
  /** The router of the network that only seems to be this one; null: there is none to add. */
  readonly isConfirmable: string | null;
  readonly onChange: (network: Network) => void;
  readonly onForget: () => void;
}

function NetworkCard({ network, isConfirmable, onChange, onForget }: NetworkCardProps) {
  const [name, setName] = useState(network.name);
  const [wifi, setWifi] = useState(network.wifi ?? '');
  // What is typed counts when the field is left.
  const commit = () => {
    if (name.trim() === '') return;
    const known = { ...network, name: name.trim(), wifi: wifi.trim() === '' ? null : wifi.trim() };
    if (known.name !== network.name || known.wifi !== network.wifi) onChange(known);
  };
  return (
    <section className={css('network')} aria-label={network.name} onBlur={commit}>
      <TextInput
        label={t('networks.name')}
        value={name}
        onChange={setName}
        error={name.trim() === '' ? t('networks.nameMissing') : undefined}
      />
      <dl className={css('known')}>
        <dt>{t('networks.routers')}</dt>
        {network.gateways.map((gateway) => (
          <dd key={gateway}>
            <code dir="ltr">{gateway}</code>
          </dd>
        ))}
      </dl>
      {isConfirmable !== null && (
        <Button
          size="small"
          onPress={() => onChange({ ...network, gateways: [...network.gateways, isConfirmable].slice(-16) })}
        >
          {t('networks.addRouter')}
        </Button>
      )}
      <TextInput label={t('networks.wifi')} value={wifi} onChange={setWifi} help={t('networks.wifiHelp')} />
      <Rules network={network} onChange={onChange} />
      <Button look="quiet" size="small" icon={<Trash2 size={14} aria-hidden />} onPress={onForget}>
        {t('networks.forget')}
      </Button>
    </section>
  );
}

const CHOOSE = 'choose';

function Rules({ network, onChange }: Pick<NetworkCardProps, 'network' | 'onChange'>) {
  const profiles = useWindowList((state) => (state.app?.profiles ?? []).map(({ profile }) => profile));
  const groups = [...new Set(profiles.flatMap(({ group }) => (group === null ? [] : [group])))];
  const nameOf = (of: NetworkRule['of']): string =>
    of.kind === 'group'
      ? t('networks.group', { name: of.group })
      : (profiles.find(({ id }) => id === of.profileId)?.name ?? t('networks.gone'));
  const all: readonly NetworkRule['of'][] = [
    ...groups.map((group) => ({ kind: 'group', group }) as const),
    ...profiles.filter(({ demo }) => !demo).map(({ id }) => ({ kind: 'profile', profileId: id }) as const),
  ];
  const keyOf = (of: NetworkRule['of']) => ruleKey({ of, outcome: 'on' });
  const ruled = new Set(network.rules.map(ruleKey));
  const left = all.filter((of) => !ruled.has(keyOf(of)));
  const choices: readonly Choice<string>[] = [
    { value: CHOOSE, label: t('networks.chooseWhom') },
    ...left.map((of) => ({ value: keyOf(of), label: nameOf(of) })),
  ];
  return (
    <fieldset className={css('rules')} aria-label={t('networks.rules')}>
      {network.rules.map(({ of, outcome }) => (
        <Select
          key={keyOf(of)}
          label={nameOf(of)}
          value={outcome}
          onChange={(choice) => onChange(withRule(network, of, outcomeOf(choice)))}
          choices={outcomeChoices()}
        />
      ))}
      {left.length > 0 && (
        <Select
          label={t('networks.addRule')}
          value={CHOOSE}
          onChange={(key) => {
            const of = left.find((each) => keyOf(each) === key);
            if (of !== undefined) onChange(withRule(network, of, 'on'));
          }}
          choices={choices}
        />
      )}
    </fieldset>
  );
}
