import { RefreshCw, Route } from 'lucide-react';
import { memo } from 'react';
import { statusTitle } from '../../preload/status-words.ts';
import { t } from '../../preload/words/words.ts';
import type { QuietView } from '../store/state.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { useAfterFrame } from '../ui/use-after-frame.ts';
import { useLanguage } from '../ui/use-language.ts';
import styles from './StatusCard.module.css';
import { StatusIcon } from './StatusIcon.tsx';
import { toneOf } from './status.ts';
import { TryAgain } from './TryAgain.tsx';
import { useHintFocus } from './use-hint-focus.ts';
import { VpnMend } from './VpnCard.tsx';

const css = classNames(styles);

interface StatusCardProps {
  readonly view: QuietView;
  /** The profile is new: the next step is to switch it on. */
  readonly isHinted: boolean;
}

export function StatusCard({ view, isHinted }: StatusCardProps) {
  const { profile, tunnel } = view;
  const { switchTunnel } = useActions();
  const tone = toneOf(tunnel);
  // A server that is away has choices of its own.
  const isChecked = useAfterFrame(tunnel.status.kind === 'on' && tunnel.status.server.kind !== 'unreachable');
  const isHintShown = isHinted && tunnel.status.kind === 'off';
  // Where a program can be started, Connect does it all at once, and is the one thing to click.
  const isSwitchedHere = isHintShown && !view.launch?.starts;
  const hint = useHintFocus(isSwitchedHere);
  return (
    <section className={css('card', tone, isHintShown && 'hinted')} aria-label={t('profile.status')}>
      <div className={css('line')}>
        <StatusIcon tone={tone} size={20} />
        <p className={css('title')} role="status" data-testid="detail-status">
          {statusTitle(tunnel.status)}
        </p>
        <Checks profileId={profile.id} isChecked={isChecked} />
      </div>
      {tunnel.rule && <p className={css('rule')}>{t('networks.byRule', { network: tunnel.rule.network })}</p>}
      {tunnel.explanation && (
        <div className={css('explanation')}>
          <p className={css('what')}>{tunnel.explanation.what}</p>
          <p>{tunnel.explanation.why}</p>
          <p>{tunnel.explanation.next}</p>
        </div>
      )}
      <TryAgain view={view} />
      <RemedyButton view={view} />
      <VpnMend view={view} />
      {isHintShown && (
        <div className={css('hint')}>
          <p>{t('profile.added')}</p>
          {isSwitchedHere && (
            <Button ref={hint} look="primary" onPress={() => void switchTunnel(profile.id, true)}>
              {t('profile.switchOn')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

/** Left alone while the status changes, several times within a blink. */
const Checks = memo(function Checks({
  profileId,
  isChecked,
}: {
  readonly profileId: string;
  readonly isChecked: boolean;
}) {
  const { check, diagnose } = useActions();
  useLanguage();
  return (
    <div className={css('checks')}>
      {isChecked && (
        <Button
          look="quiet"
          size="small"
          icon={<RefreshCw size={14} aria-hidden />}
          onPress={() => void check(profileId)}
        >
          {t('profile.checkNow')}
        </Button>
      )}
      <Button look="quiet" size="small" icon={<Route size={14} aria-hidden />} onPress={() => void diagnose(profileId)}>
        {t('common.checkConnection')}
      </Button>
    </div>
  );
});

/** The one thing a person can do about a blocked tunnel, as main says. */
function RemedyButton({ view }: { readonly view: QuietView }) {
  const { openSheet, moveToFreePort, switchTunnel } = useActions();
  const { status } = view.tunnel;
  const profileId = view.profile.id;
  if (status.kind !== 'blocked') return null;
  const remedies = {
    'trust-certificate': [t('common.remedy.certificate'), () => openSheet({ kind: 'trust', profileId })],
    'replace-certificate': [t('common.remedy.compare'), () => openSheet({ kind: 'trust', profileId })],
    'enter-secret': [t('common.remedy.secret'), () => openSheet({ kind: 'secret', profileId })],
    'choose-identity': [t('common.remedy.identity'), () => openSheet({ kind: 'identity', profileId })],
    'use-free-port': [t('common.remedy.port'), () => void moveToFreePort(profileId)],
    'edit-profile': [t('common.remedy.profile'), () => openSheet({ kind: 'edit', profileId })],
    retry: [t('common.tryAgain'), () => void switchTunnel(profileId, true)],
  } as const;
  const [label, act] = remedies[status.remedy.kind];
  return (
    <div className={css('remedy')}>
      <Button look="primary" onPress={act}>
        {label}
      </Button>
    </div>
  );
}
