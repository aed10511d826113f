import { proxyNames } from '../../preload/fields/proxy-names.ts';
import { Select, TextInput } from '../ui/Field.tsx';
import styles from './EditorSheet.module.css';
import { FieldForms } from './FieldForms.tsx';
import { type negotiationKinds, usedSecrets } from './optional-draft.ts';
import { SecretField, type SectionProps } from './SecretField.tsx';

const proxyChoices = [
  { value: 'none', label: 'None' },
  { value: 'system', label: 'The system’s' },
  { value: 'http', label: `${proxyNames.http} proxy` },
  { value: 'socks5', label: `${proxyNames.socks5} proxy` },
  { value: 'socks4a', label: `${proxyNames.socks4a} proxy` },
] as const;

const negotiations: readonly { readonly value: (typeof negotiationKinds)[number]; readonly label: string }[] = [
  { value: 'none', label: 'Nothing: TLS at once' },
  { value: 'smtp', label: 'SMTP (STARTTLS)' },
  { value: 'imap', label: 'IMAP (STARTTLS)' },
  { value: 'pop3', label: 'POP3 (STLS)' },
  { value: 'nntp', label: 'NNTP (STARTTLS)' },
  { value: 'ldap', label: 'LDAP (StartTLS)' },
  { value: 'pgsql', label: 'PostgreSQL (SSLRequest)' },
  { value: 'cifs', label: 'CIFS' },
  { value: 'connect', label: 'HTTP CONNECT' },
  { value: 'socks', label: 'SOCKS inside TLS' },
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
        label="Proxy"
        value={draft.proxy}
        onChange={(proxy) => onChange({ proxy })}
        choices={proxyChoices}
        help={
          draft.proxy === 'system'
            ? 'Whatever this computer’s network settings say, asked anew for each connection.'
            : 'Only if the network lets programs out through a proxy. It finds the server’s name itself.'
        }
      />
      {isServer && (
        <>
          <div className={styles['endpoint']}>
            <TextInput
              label="Proxy’s host name"
              value={draft.proxyHost}
              onChange={(proxyHost) => onChange({ proxyHost })}
              error={errors['proxy.host']}
            />
            <TextInput
              label="Proxy’s port"
              value={draft.proxyPort}
              onChange={(proxyPort) => onChange({ proxyPort })}
              error={errors['proxy.port']}
              numeric
            />
          </div>
          <TextInput
            label="User name at the proxy"
            value={draft.proxyUser}
            onChange={(proxyUser) => onChange({ proxyUser })}
            error={errors['proxy.username']}
            help="Empty: the proxy is used without a login."
          />
        </>
      )}
      {secrets.includes('proxy-password') && (
        <SecretField {...props} field="proxy-password" help="Only if the proxy asks for one." />
      )}
      <Select
        label="Before TLS starts"
        value={draft.negotiation}
        onChange={(negotiation) => onChange({ negotiation })}
        choices={negotiations}
        help="Only if the server first speaks another protocol and then switches to TLS (“protocol” in stunnel.conf)."
      />
      {isBehind && (
        <TextInput
          label="Host and port behind the server"
          value={draft.destination}
          onChange={(destination) => onChange({ destination })}
          error={errors['negotiation.host']}
          placeholder="inside.example.org:22"
          help="Where the server is asked to connect to."
        />
      )}
      {logsIn && (
        <TextInput
          label="User name at the server"
          value={draft.protocolUser}
          onChange={(protocolUser) => onChange({ protocolUser })}
          error={errors['negotiation.username'] ?? errors['negotiation.login.username']}
          help="Empty: without a login."
        />
      )}
      {secrets.includes('protocol-password') && (
        <SecretField {...props} field="protocol-password" help="It is sent to the server." />
      )}
      <FieldForms section="route" drafts={draft.forms} errors={errors} onChange={(forms) => onChange({ forms })} />
    </>
  );
}
