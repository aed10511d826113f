import { Globe } from 'lucide-react';
import type { ServerStatus } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import type { QuietView } from '../store/state.ts';
import type { WindowState } from '../store/store.ts';
import { useActions, useWindow } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { useNow } from '../ui/use-now.ts';
import { isCaught, nextTryWords } from './status.ts';
import styles from './TryAgain.module.css';

const css = classNames(styles);

type Away = Extract<ServerStatus, { readonly kind: 'unreachable' }>;

const awayOf = ({ status }: QuietView['tunnel']): Away | null =>
  status.kind === 'on' && status.server.kind === 'unreachable' ? status.server : null;

const countAway = (state: WindowState): number =>
  (state.app?.profiles ?? []).filter(({ tunnel }) => awayOf(tunnel) !== null).length;

/** When a server that is away is tried again, and what a person may want instead. */
export function TryAgain({ view }: { readonly view: QuietView }) {
  const away = awayOf(view.tunnel);
  // A way out of its own VPN is watched, and not tried.
  if (away === null || isCaught(view.tunnel)) return null;
  return <Choices profileId={view.profile.id} away={away} />;
}

function Choices({ profileId, away: { error, retryAt } }: { readonly profileId: string; readonly away: Away }) {
  const { check, checkAll, hold, openNetworkLogin } = useActions();
  const areMany = useWindow(countAway) > 1;
  const isHeld = retryAt === null;
  return (
    <div className={css('again')}>
      {error.kind === 'captive-portal' && (
        <Button look="primary" icon={<Globe size={15} aria-hidden />} onPress={() => void openNetworkLogin(profileId)}>
          {t('common.remedy.loginPage')}
        </Button>
      )}
      <div className={css('line')}>
        {isHeld ? <p className={css('when')}>{t('profile.held')}</p> : <Countdown retryAt={retryAt} />}
        <div className={css('choices')}>
          <Button size="small" onPress={() => void check(profileId)}>
            {t('profile.now')}
          </Button>
          {areMany && (
            <Button size="small" onPress={() => void checkAll()}>
              {t('profile.allNow')}
            </Button>
          )}
          <Button look="quiet" size="small" onPress={() => void hold(profileId, !isHeld)}>
            {isHeld ? t('profile.unhold') : t('profile.hold')}
          </Button>
        </div>
      </div>
    </div>
  );
}

function Countdown({ retryAt }: { readonly retryAt: number }) {
  const now = useNow();
  return (
    <p className={css('when')} role="timer">
      {nextTryWords(retryAt - now)}
    </p>
  );
}
