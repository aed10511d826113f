import { useState } from 'react';
import type { Explanation } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { FailureCallout } from '../ui/Callout.tsx';
import { Select } from '../ui/Field.tsx';
import { FileField } from '../ui/FileField.tsx';
import { Switch } from '../ui/Switch.tsx';
import type { SectionProps } from './SecretField.tsx';

/** The VPN that Connect starts, and what goes through it. */
export function OpenvpnFields({ draft, errors, onChange }: Pick<SectionProps, 'draft' | 'errors' | 'onChange'>) {
  const { chooseFor } = useActions();
  const [failure, setFailure] = useState<Explanation | null>(null);
  const choose = async () => {
    const chosen = await chooseFor('openvpn');
    setFailure(chosen.ok ? null : chosen.explanation);
    if (chosen.ok && chosen.value !== null) onChange({ ovpn: chosen.value.path });
  };
  return (
    <>
      <FailureCallout explanation={failure} />
      <FileField
        label={t('editor.openvpn')}
        path={draft.ovpn}
        onChoose={() => void choose()}
        error={errors['openvpn.path']}
        help={t('editor.openvpn.help')}
      />
      {draft.ovpn !== '' && (
        <>
          <Select
            label={t('editor.openvpn.traffic')}
            value={draft.ovpnTraffic}
            onChange={(ovpnTraffic) => onChange({ ovpnTraffic })}
            choices={[
              { value: 'everything', label: t('editor.openvpn.everything') },
              { value: 'networks', label: t('editor.openvpn.networks') },
            ]}
          />
          <Switch isSelected={draft.ovpnNoIpv6} onChange={(ovpnNoIpv6) => onChange({ ovpnNoIpv6 })}>
            {t('editor.openvpn.noIpv6')}
          </Switch>
          <div>
            <Button size="small" onPress={() => onChange({ ovpn: '' })}>
              {t('editor.openvpn.none')}
            </Button>
          </div>
        </>
      )}
    </>
  );
}
