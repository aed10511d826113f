import { memo } from 'react';
import { ruleFor, withRule } from '../../preload/networks.ts';
import type { Profile } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { outcomeChoices, outcomeOf } from '../settings/outcome-choices.ts';
import { useActions, useWindow } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { Details } from '../ui/Details.tsx';
import { Select } from '../ui/Field.tsx';
import { useLanguage } from '../ui/use-language.ts';

/** What this profile does in each network that has a name. */
export const NetworkRulesPart = memo(function NetworkRulesPart({ profile }: { readonly profile: Profile }) {
  useLanguage();
  const { saveSettings, openSheet } = useActions();
  const settings = useWindow((state) => state.app?.settings);
  if (settings === undefined) return null;
  const networks = settings.networks ?? [];
  const ruled = networks.filter((network) => ruleFor(network, profile) !== null).length;
  return (
    <Details level={2} title={t('networks.profile')} {...(ruled === 0 ? {} : { count: ruled })}>
      {networks.length === 0 && (
        <>
          <p>{t('networks.profileNone')}</p>
          <Button size="small" onPress={() => openSheet({ kind: 'settings' })}>
            {t('networks.openSettings')}
          </Button>
        </>
      )}
      {networks.map((network) => {
        const rule = ruleFor(network, profile);
        const group = rule?.of.kind === 'group' ? t('networks.group', { name: rule.of.group }) : undefined;
        return (
          <Select
            key={network.id}
            label={network.name}
            value={rule?.outcome ?? 'none'}
            onChange={(choice) => {
              const changed = withRule(network, { kind: 'profile', profileId: profile.id }, outcomeOf(choice));
              void saveSettings({
                ...settings,
                networks: networks.map((each) => (each.id === network.id ? changed : each)),
              });
            }}
            choices={outcomeChoices()}
            help={group ?? null}
          />
        );
      })}
    </Details>
  );
});
