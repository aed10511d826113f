import type { OpenedKit } from '../../preload/kit.ts';
import { t } from '../../preload/words/words.ts';
import { classNames } from '../ui/class-names.ts';
import { RadioChoice, TextInput } from '../ui/Field.tsx';
import { Halves, Part } from '../ui/Part.tsx';
import { Switch } from '../ui/Switch.tsx';
import type { KitDraft, KitErrors } from './draft.ts';
import styles from './KitSheet.module.css';

const css = classNames(styles);

interface ClientsPartProps {
  readonly draft: KitDraft;
  readonly kit: OpenedKit | null;
  readonly errors: KitErrors;
  readonly onChange: (change: Partial<KitDraft>) => void;
}

/** Who is let in: how, who there is, and who comes or goes now. */
export function ClientsPart({ draft, kit, errors, onChange }: ClientsPartProps) {
  const known = kit?.clients ?? [];
  const isFirst = !known.some(({ isRevoked }) => !isRevoked);
  return (
    <Part label={t('kit.clients')}>
      <RadioChoice
        label={t('kit.clients')}
        look="rows"
        value={draft.clients}
        onChange={(clients) => onChange({ clients })}
        choices={(['certificate', 'psk', 'none'] as const).map((value) => ({
          value,
          label: t(`kit.clients.${value}`),
          description: t(`kit.clients.${value}.help`),
        }))}
      />
      {draft.clients !== 'none' && known.length > 0 && <KnownClients draft={draft} kit={kit} onChange={onChange} />}
      {draft.clients !== 'none' && (
        <Halves>
          <TextInput
            label={t(isFirst ? 'kit.client.first' : 'kit.client.add')}
            value={draft.client}
            onChange={(client) => onChange({ client })}
            error={errors['client']}
            help={t(isFirst ? 'kit.client.first.help' : 'kit.client.help')}
          />
          {draft.clients === 'certificate' && (
            <TextInput
              label={t('kit.client.passphrase')}
              value={draft.passphrase}
              onChange={(passphrase) => onChange({ passphrase })}
              help={t('kit.client.passphrase.help')}
              secret
            />
          )}
        </Halves>
      )}
    </Part>
  );
}

function KnownClients({ draft, kit, onChange }: Omit<ClientsPartProps, 'errors'>) {
  const { revoke } = draft;
  return (
    <ul className={css('people')} aria-label={t('kit.client.known')}>
      {kit?.clients.map(({ name, isRevoked }) => (
        <li key={name} className={css('person')}>
          {isRevoked ? (
            <span className={css('quiet')}>{t('kit.client.isOut', { name })}</span>
          ) : (
            <Switch
              isSelected={revoke.includes(name)}
              onChange={(isOut) =>
                onChange({ revoke: isOut ? [...revoke, name] : revoke.filter((one) => one !== name) })
              }
            >
              {t('kit.client.takeOut', { name })}
            </Switch>
          )}
        </li>
      ))}
    </ul>
  );
}
