import { proxyNames } from '../../preload/fields/proxy-names.ts';
import { t } from '../../preload/words/words.ts';
import { RadioChoice, Select, TextInput } from '../ui/Field.tsx';
import { Switch } from '../ui/Switch.tsx';
import type { ManyDraft } from './many-draft.ts';

interface ManyFieldsProps {
  readonly draft: ManyDraft;
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (changed: Partial<ManyDraft>) => void;
}

/** What is to change; what is not switched on stays as it is in each. */
export function ManyFields({ draft, errors, onChange }: ManyFieldsProps) {
  return (
    <>
      <Switch isSelected={draft.changesHost} onChange={(changesHost) => onChange({ changesHost })}>
        {t('changes.many.host')}
      </Switch>
      {draft.changesHost && (
        <TextInput
          label={t('editor.serverHost')}
          value={draft.host}
          onChange={(host) => onChange({ host })}
          error={draft.host === '' ? undefined : errors['host']}
          help={t('changes.many.host.help')}
        />
      )}
      <Switch isSelected={draft.changesTrust} onChange={(changesTrust) => onChange({ changesTrust })}>
        {t('changes.many.trust')}
      </Switch>
      {draft.changesTrust && (
        <RadioChoice
          label={t('editor.trust')}
          look="rows"
          value={draft.trust}
          onChange={(trust) => onChange({ trust })}
          choices={[
            { value: 'system', label: t('changes.many.trust.system') },
            { value: 'authority', label: t('changes.many.trust.authority') },
          ]}
        />
      )}
      {draft.changesTrust && draft.trust === 'authority' && (
        <TextInput
          label={t('changes.many.trust.pem')}
          value={draft.pem}
          onChange={(pem) => onChange({ pem })}
          error={draft.pem === '' ? undefined : errors['trust.pem']}
          lines={4}
          monospace
          placeholder="-----BEGIN CERTIFICATE-----"
        />
      )}
      <Switch isSelected={draft.changesProxy} onChange={(changesProxy) => onChange({ changesProxy })}>
        {t('changes.many.proxy')}
      </Switch>
      {draft.changesProxy && <ProxyFields draft={draft} errors={errors} onChange={onChange} />}
    </>
  );
}

function ProxyFields({ draft, errors, onChange }: ManyFieldsProps) {
  return (
    <>
      <Select
        label={t('editor.proxy')}
        value={draft.proxy}
        onChange={(proxy) => onChange({ proxy })}
        choices={[
          { value: 'none', label: t('editor.proxy.none') },
          { value: 'system', label: t('editor.proxy.system') },
          { value: 'http', label: proxyNames.http },
          { value: 'socks5', label: proxyNames.socks5 },
          { value: 'socks4a', label: proxyNames.socks4a },
        ]}
      />
      {draft.proxy !== 'none' && draft.proxy !== 'system' && (
        <>
          <TextInput
            label={t('editor.proxy.host')}
            value={draft.proxyHost}
            onChange={(proxyHost) => onChange({ proxyHost })}
            error={draft.proxyHost === '' ? undefined : errors['proxy.host']}
          />
          <TextInput
            label={t('editor.proxy.port')}
            value={draft.proxyPort}
            onChange={(proxyPort) => onChange({ proxyPort })}
            error={draft.proxyPort === '' ? undefined : errors['proxy.port']}
            numeric
          />
          <TextInput
            label={t('editor.proxy.user')}
            value={draft.proxyUser}
            onChange={(proxyUser) => onChange({ proxyUser })}
          />
        </>
      )}
    </>
  );
}
