import { FileKey2, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { OpenvpnFile } from '../../preload/types.ts';
import { listed } from '../../preload/words/format.ts';
import { sayClause } from '../../preload/words/say.ts';
import { t } from '../../preload/words/words.ts';
import type { QuietView } from '../store/state.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout, ExplanationText } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { Details } from '../ui/Details.tsx';
import { Notes } from '../ui/Notes.tsx';
import { rich } from '../ui/rich.tsx';
import { isCaught } from './status.ts';
import styles from './VpnCard.module.css';

const css = classNames(styles);

/** The VPN through this tunnel: whose configuration, what is changed of it, and what is in its way. */
export function VpnCard({ view }: { readonly view: QuietView }) {
  const { openSheet } = useActions();
  const { profile, vpn } = view;
  if (profile.application !== 'openvpn') return null;
  const choose = () => openSheet({ kind: 'edit', profileId: profile.id });
  if (profile.openvpn === undefined) {
    return (
      <section className={css('card')} aria-label={t('profile.vpn')}>
        <p>{t('profile.vpn.without')}</p>
        <div>
          <Button icon={<FileKey2 size={15} aria-hidden />} onPress={choose}>
            {t('profile.vpn.choose')}
          </Button>
        </div>
      </section>
    );
  }
  return (
    <section className={css('card')} aria-label={t('profile.vpn')}>
      <p>{vpnWords(profile.openvpn, vpn?.client == null ? null : sayClause(vpn.client))}</p>
      {vpn?.problem != null && (
        <Callout level="error">
          <ExplanationText explanation={vpn.problem} />
        </Callout>
      )}
      {vpn !== null && vpn.notes.length > 0 && (
        <Details level={2} title={t('profile.vpn.changed')} count={vpn.notes.length}>
          <Notes notes={vpn.notes} />
        </Details>
      )}
    </section>
  );
}

/** What mends a VPN that the tunnel cannot get out of, or a server that has moved: one sentence, one button. */
export function VpnMend({ view }: { readonly view: QuietView }) {
  const { connectTo, openSheet } = useActions();
  const { profile, vpn, tunnel } = view;
  const caught = isCaught(tunnel);
  const moved = vpn?.moved ?? [];
  if (profile.application !== 'openvpn' || (!caught && moved.length === 0) || tunnel.isConnecting) return null;
  const canStart = profile.openvpn !== undefined;
  return (
    <div className={css('mend')}>
      {!caught && <p className={css('moved')}>{t('profile.vpn.moved', { hosts: listed(moved) })}</p>}
      <div>
        {canStart ? (
          <Button look="primary" icon={<RotateCw size={15} aria-hidden />} onPress={() => void connectTo(profile.id)}>
            {t('profile.vpn.restart')}
          </Button>
        ) : (
          <Button look="primary" onPress={() => openSheet({ kind: 'edit', profileId: profile.id })}>
            {t('profile.vpn.choose')}
          </Button>
        )}
      </div>
    </div>
  );
}

function vpnWords({ path, traffic }: OpenvpnFile, client: string | null): ReactNode {
  const values = { file: fileName(path), b: (parts: ReactNode[]) => <strong>{parts}</strong> };
  if (client === null) {
    return rich(traffic === 'everything' ? 'profile.vpn.everything' : 'profile.vpn.networks', values);
  }
  return rich(traffic === 'everything' ? 'profile.vpn.everythingWith' : 'profile.vpn.networksWith', {
    ...values,
    client,
  });
}

const fileName = (path: string): string => path.replace(/^.*[\\/]/, '');
