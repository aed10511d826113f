import { proxyNames } from '../../preload/fields/proxy-names.ts';
import { t } from '../../preload/words/words.ts';
import { Select, TextInput } from '../ui/Field.tsx';
import styles from './EditorSheet.module.css';
import { FieldForms } from './FieldForms.tsx';
import { type negotiationKinds, usedSecrets } from './optional-draft.ts';
import { SecretField, type SectionProps } from './SecretField.tsx';

const proxyChoices = () =>
  [
    { value: 'none', label: t('editor.proxy.none') },
    { value: 'system', label: t('editor.proxy.system') },
    { value: 'http', label: t('editor.proxy.kind', { kind: proxyNames.http }) },
    { value: 'socks5', label: t('editor.proxy.kind', { kind: proxyNames.socks5 }) },
    { value: 'socks4a', label: t('editor.proxy.kind', { kind: proxyNames.socks4a }) },
  ] as const;

const negotiations = (): readonly { readonly value: (typeof negotiationKinds)[number]; readonly label: string }[] => [
  { value: 'none', label: t('editor.beforeTls.none') },
  { value: 'smtp', label: 'SMTP (STARTTLS)' },
  { value: 'imap', label: 'IMAP (STARTTLS)' },
  { value: 'pop3', label: 'POP3 (STLS)' },
  { value: 'nntp', label: 'NNTP (STARTTLS)' },
  { value: 'ldap', label: 'LDAP (StartTLS)' },
  { value: 'pgsql', label: 'PostgreSQL (SSLRequest)' },
  { value: 'cifs', label: 'CIFS' },
  { value: 'connect', label: 'HTTP CONNECT' },
  { value: 'socks', label: t('editor.beforeTls.socks') },
];

/** What stands between this computer and the server, and what is said to the server before TLS. */
export function RouteFields(props: SectionProps) {
  const { draft, errors, onChange } = props;
  const isServer = draft.proxy !== 'none' && draft.proxy !== 'system';
  const secrets = usedSecrets(draft);
  const isBehind = draft.negotiation === 'connect' || draft.negotiation === 'socks';
  const logsIn = draft.negotiation === 'connect' || draft.negotiation === 'smtp';
  return (
    <>
      <Select
        label={t('editor.proxy')}
        value={draft.proxy}
        onChange={(proxy) => onChange({ proxy })}
        choices={proxyChoices()}
        help={draft.proxy === 'system' ? t('editor.proxy.system.help') : t('editor.proxy.help')}
      />
      {isServer && (
        <>
          <div className={styles['endpoint']}>
            <TextInput
              label={t('editor.proxy.host')}
              value={draft.proxyHost}
              onChange={(proxyHost) => onChange({ proxyHost })}
              error={errors['proxy.host']}
            />
            <TextInput
              label={t('editor.proxy.port')}
              value={draft.proxyPort}
              onChange={(proxyPort) => onChange({ proxyPort })}
              error={errors['proxy.port']}
              numeric
            />
          </div>
          <TextInput
            label={t('editor.proxy.user')}
            value={draft.proxyUser}
            onChange={(proxyUser) => onChange({ proxyUser })}
            error={errors['proxy.username']}
            help={t('editor.proxy.user.help')}
          />
        </>
      )}
      {secrets.includes('proxy-password') && (
        <SecretField {...props} field="proxy-password" help={t('editor.proxy.password.help')} />
      )}
      <Select
        label={t('editor.beforeTls')}
        value={draft.negotiation}
        onChange={(negotiation) => onChange({ negotiation })}
        choices={negotiations()}
        help={t('editor.beforeTls.help')}
      />
      {isBehind && (
        <TextInput
          label={t('editor.behind')}
          value={draft.destination}
          onChange={(destination) => onChange({ destination })}
          error={errors['negotiation.host']}
          placeholder="inside.example.org:22"
          help={t('editor.behind.help')}
        />
      )}
      {logsIn && (
        <TextInput
          label={t('editor.serverUser')}
          value={draft.protocolUser}
          onChange={(protocolUser) => onChange({ protocolUser })}
          error={errors['negotiation.username'] ?? errors['negotiation.login.username']}
          help={t('editor.serverUser.help')}
        />
      )}
      {secrets.includes('protocol-password') && (
        <SecretField {...props} field="protocol-password" help={t('editor.serverPassword.help')} />
      )}
      <FieldForms section="route" drafts={draft.forms} errors={errors} onChange={(forms) => onChange({ forms })} />
    </>
  );
}
