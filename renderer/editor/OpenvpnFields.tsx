import { useState } from 'react';
import type { Explanation } from '../../preload/types.ts';
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
        label="OpenVPN configuration"
        path={draft.ovpn}
        onChoose={() => void choose()}
        error={errors['openvpn.path']}
        help="The .ovpn of the server. Adit leaves it as it is, and makes one for the tunnel from it at every Connect."
      />
      {draft.ovpn !== '' && (
        <>
          <Select
            label="Goes through the VPN"
            value={draft.ovpnTraffic}
            onChange={(ovpnTraffic) => onChange({ ovpnTraffic })}
            choices={[
              { value: 'everything', label: 'Everything but the tunnel itself' },
              { value: 'networks', label: 'Only the networks of the VPN' },
            ]}
          />
          <Switch isSelected={draft.ovpnNoIpv6} onChange={(ovpnNoIpv6) => onChange({ ovpnNoIpv6 })}>
            Nothing beside the VPN by IPv6
          </Switch>
          <div>
            <Button size="small" onPress={() => onChange({ ovpn: '' })}>
              Start no VPN
            </Button>
          </div>
        </>
      )}
    </>
  );
}
