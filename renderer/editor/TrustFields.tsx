import type { Trust } from '../../preload/types.ts';
import { listed } from '../../preload/words/format.ts';
import { t } from '../../preload/words/words.ts';
import { TrustLine } from '../profiles/TrustLine.tsx';
import { Callout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { type Choice, RadioChoice, TextInput } from '../ui/Field.tsx';
import { Switch } from '../ui/Switch.tsx';
import type { DraftErrors, ProfileDraft } from './draft.ts';
import styles from './TrustFields.module.css';

const css = classNames(styles);

interface TrustFieldsProps {
  readonly draft: ProfileDraft;
  /** As it is stored: a pinned certificate can be kept or given up here, a new one is pinned when the tunnel asks. */
  readonly before: Trust;
  readonly errors: DraftErrors;
  readonly onChange: (changed: Partial<ProfileDraft>) => void;
}

const choices = (): readonly Choice<Trust['kind']>[] => [
  { value: 'pinned', label: t('editor.trust.pinned'), description: t('editor.trust.pinned.help') },
  {
    value: 'system',
    label: t('editor.trust.system'),
    description: t('editor.trust.asBrowser'),
  },
  {
    value: 'authority',
    label: t('editor.trust.authority'),
    description: t('editor.trust.authority.help'),
  },
  { value: 'none', label: t('editor.trust.none'), description: t('editor.trust.none.help') },
];

export function TrustFields({ draft, before, errors, onChange }: TrustFieldsProps) {
  const files =
    before.kind === 'authority'
      ? before.certificates.flatMap((source) => (source.kind === 'pem' ? [] : [source.path]))
      : [];
  return (
    <>
      <RadioChoice
        label={t('editor.trust.because')}
        look="rows"
        value={draft.trust}
        onChange={(trust) => onChange({ trust })}
        choices={choices().filter(({ value }) => value !== 'pinned' || before.kind === 'pinned')}
      />
      {draft.trust === 'pinned' && (
        <div className={css('pinned')}>
          <TrustLine trust={before} />
        </div>
      )}
      {draft.trust === 'authority' && (
        <TextInput
          label={t('editor.trust.ca')}
          value={draft.authority}
          onChange={(authority) => onChange({ authority })}
          error={errors['authority']}
          help={files.length > 0 ? t('editor.trust.besides', { files: listed(files) }) : undefined}
          lines={5}
          monospace
          placeholder="-----BEGIN CERTIFICATE-----"
        />
      )}
      {draft.trust === 'authority' && before.kind === 'authority' && before.peer && (
        <Switch isSelected={draft.peer} onChange={(peer) => onChange({ peer })}>
          {t('editor.trust.peers')}
        </Switch>
      )}
      {draft.trust === 'system' && (
        <Switch isSelected={!draft.strict} onChange={(asks) => onChange({ strict: !asks })}>
          {t('editor.trust.asks')}
        </Switch>
      )}
      {(draft.trust === 'system' || draft.trust === 'authority') && (
        <TextInput
          label={t('editor.trust.names')}
          value={draft.names}
          onChange={(names) => onChange({ names })}
          error={errors['names']}
          help={draft.trust === 'system' ? t('editor.trust.names.help') : t('editor.trust.names.any')}
        />
      )}
      {draft.trust === 'none' && <Callout level="warning">{t('editor.trust.none.warning')}</Callout>}
    </>
  );
}
