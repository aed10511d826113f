import type { Trust } from '../../preload/types.ts';
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

const choices: readonly Choice<Trust['kind']>[] = [
  { value: 'pinned', label: 'The pinned certificate', description: 'Only a server with this certificate.' },
  {
    value: 'system',
    label: 'This system decides',
    description: 'As a browser does.',
  },
  {
    value: 'authority',
    label: 'A certificate authority of your own',
    description: 'Any certificate that it has signed.',
  },
  { value: 'none', label: 'No verification', description: 'Any server is accepted.' },
];

export function TrustFields({ draft, before, errors, onChange }: TrustFieldsProps) {
  const files =
    before.kind === 'authority'
      ? before.certificates.flatMap((source) => (source.kind === 'pem' ? [] : [source.path]))
      : [];
  return (
    <>
      <RadioChoice
        label="Accept the server because of"
        look="rows"
        value={draft.trust}
        onChange={(trust) => onChange({ trust })}
        choices={choices.filter(({ value }) => value !== 'pinned' || before.kind === 'pinned')}
      />
      {draft.trust === 'pinned' && (
        <div className={css('pinned')}>
          <TrustLine trust={before} />
        </div>
      )}
      {draft.trust === 'authority' && (
        <TextInput
          label="CA certificates (PEM)"
          value={draft.authority}
          onChange={(authority) => onChange({ authority })}
          error={errors['authority']}
          help={files.length > 0 ? `Besides the certificates in ${files.join(', ')}` : undefined}
          lines={5}
          monospace
          placeholder="-----BEGIN CERTIFICATE-----"
        />
      )}
      {draft.trust === 'authority' && before.kind === 'authority' && before.peer && (
        <Switch isSelected={draft.peer} onChange={(peer) => onChange({ peer })}>
          Only servers whose own certificate is among these
        </Switch>
      )}
      {draft.trust === 'system' && (
        <Switch isSelected={!draft.strict} onChange={(asks) => onChange({ strict: !asks })}>
          Ask once when the system does not know the certificate
        </Switch>
      )}
      {(draft.trust === 'system' || draft.trust === 'authority') && (
        <TextInput
          label="Names in the certificate"
          value={draft.names}
          onChange={(names) => onChange({ names })}
          error={errors['names']}
          help={
            draft.trust === 'system'
              ? 'Only when the certificate has another name than the server’s host name. Separate several with commas.'
              : 'Empty: any name is accepted. Separate several with commas.'
          }
        />
      )}
      {draft.trust === 'none' && (
        <Callout level="warning">
          Anyone between you and the server can read and change everything. Use this only to find out what is wrong.
        </Callout>
      )}
    </>
  );
}
