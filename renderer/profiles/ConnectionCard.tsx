import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import { ipv6Twins, isLoopback } from '../../preload/loopback.ts';
import { protocolWords } from '../../preload/status-words.ts';
import type { Traffic as Figures } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import type { QuietView } from '../store/state.ts';
import { useActions, useFigures } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { classNames } from '../ui/class-names.ts';
import { formatBytes, formatCount, formatEndpoint } from '../ui/format.ts';
import { LiveText } from '../ui/LiveText.tsx';
import { Place } from '../ui/Place.tsx';
import styles from './ConnectionCard.module.css';
import { identityWords, proxyWords } from './field-words.ts';
import { TrustLine } from './TrustLine.tsx';

const css = classNames(styles);

/** Where the tunnel begins and ends, why its server is trusted, and what has gone through. */
export function ConnectionCard({ view }: { readonly view: QuietView }) {
  const { profile, tunnel } = view;
  const { status } = tunnel;
  const accept =
    status.kind === 'on'
      ? status.accept
      : [...profile.accept, ...(profile.acceptIpv6 ? ipv6Twins(profile.accept) : [])];
  const socket = status.kind === 'on' ? status.socket : profile.socket;
  const places = [...accept.map(formatEndpoint), ...(socket === undefined ? [] : [socket])];
  const identity = identityWords(profile);
  const isReached = status.kind === 'on' && status.server.kind === 'reachable';
  const { openSheet } = useActions();
  return (
    <section className={css('card')} aria-label={t('profile.connection')}>
      <dl className={css('facts')}>
        <Fact name={places.length > 1 ? t('profile.localAddresses') : t('profile.localAddress')}>
          <Addresses places={places} what={t('profile.localAddress.copy')} />
          {accept.some(({ host }) => !isLoopback(host)) && (
            <p className={css('warning')}>
              <TriangleAlert size={14} aria-hidden />
              {t('profile.others')}
            </p>
          )}
        </Fact>
        <Fact name={profile.connect.length > 1 ? t('profile.serverAddresses') : t('profile.serverAddress')}>
          <Addresses places={profile.connect.map(formatEndpoint)} what={t('profile.serverAddress.copy')} />
        </Fact>
        {profile.proxy !== undefined && (
          <Fact name={t('profile.proxy')}>
            <span className={css('value')} title={proxyWords(profile.proxy)}>
              {proxyWords(profile.proxy)}
            </span>
          </Fact>
        )}
        <Fact name={t('profile.trust')}>
          <TrustLine trust={profile.trust} isProven={isReached} />
          {(isReached || profile.trust.kind === 'pinned') && (
            <div className={css('more')}>
              <Button
                look="quiet"
                size="small"
                onPress={() => openSheet({ kind: 'certificate', profileId: profile.id })}
              >
                {t('profile.certificate')}
              </Button>
            </div>
          )}
        </Fact>
        {identity !== null && (
          <Fact name={t('profile.youShow')}>
            <span className={css('value')} title={identity}>
              {identity}
            </span>
          </Fact>
        )}
        {status.kind === 'on' && status.server.kind === 'reachable' && (
          <Fact name={t('profile.encryption')}>
            <span className={css('value')}>
              {protocolWords(status.server.protocol)}, {status.server.cipher}
            </span>
          </Fact>
        )}
      </dl>
      <Traffic profileId={profile.id} isOn={status.kind === 'on'} />
    </section>
  );
}

/** The only part that changes while data goes through. */
function Traffic({ profileId, isOn }: { readonly profileId: string; readonly isOn: boolean }) {
  const { traffic, follow } = useFigures(profileId);
  const { openSheet } = useActions();
  const wasUsed = useSyncExternalStore(follow, () => (traffic()?.totalConnections ?? 0) > 0);
  if (!isOn && !wasUsed) return null;
  const figure = (name: string, read: (now: Figures) => string) => (
    <div className={css('figure')}>
      <dt>{name}</dt>
      <dd>
        <LiveText
          follow={follow}
          read={() => {
            const now = traffic();
            return now === null ? '' : read(now);
          }}
        />
      </dd>
    </div>
  );
  return (
    <>
      <dl className={css('traffic')} aria-label={t('profile.traffic')}>
        {figure(t('common.sent'), ({ sent }) => formatBytes(sent))}
        {figure(t('common.received'), ({ received }) => formatBytes(received))}
        {figure(t('common.openConnections'), ({ openConnections }) => formatCount(openConnections))}
      </dl>
      <div className={css('activity')}>
        <Button look="quiet" size="small" onPress={() => openSheet({ kind: 'activity', profileId })}>
          {t('profile.activity')}
        </Button>
      </div>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={css('fact')}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Addresses({ places, what }: { readonly places: readonly string[]; readonly what: string }) {
  return places.map((text) => (
    <div key={text} className={css('address')}>
      <span className={css('value')} title={text} data-machine>
        <Place text={text} />
      </span>
      <CopyButton text={text} what={what} />
    </div>
  ));
}
