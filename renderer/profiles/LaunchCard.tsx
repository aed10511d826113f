import { Check, Copy, SquareArrowOutUpRight, X } from 'lucide-react';
import type { LaunchView } from '../../preload/app-state.ts';
import type { Profile } from '../../preload/types.ts';
import { sayClause } from '../../preload/words/say.ts';
import type { Text } from '../../preload/words/text.ts';
import { t } from '../../preload/words/words.ts';
import type { QuietView } from '../store/state.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { useCopied } from '../ui/CopyButton.tsx';
import { classNames } from '../ui/class-names.ts';
import styles from './LaunchCard.module.css';
import { LaunchLines } from './LaunchLines.tsx';
import { SshConfigPart } from './SshConfigPart.tsx';
import { awaitedBy, isCaught } from './status.ts';
import { useHintFocus } from './use-hint-focus.ts';

const css = classNames(styles);

interface LaunchCardProps {
  readonly profile: Profile;
  readonly launch: LaunchView;
  readonly tunnel: QuietView['tunnel'];
  /** The profile is new: the next step is to connect. */
  readonly isHinted: boolean;
}

/** The way to the program: one click, what it waits for, and the command for whoever would rather type it. */
export function LaunchCard({ profile, launch, tunnel, isHinted }: LaunchCardProps) {
  const profileId = profile.id;
  const isSsh = profile.application === 'ssh' || profile.application === 'sftp';
  const actions = useActions();
  const [copied, showCopied] = useCopied();
  const isOn = tunnel.status.kind === 'on';
  const hint = useHintFocus(isHinted && tunnel.status.kind === 'off' && launch.starts);
  const copy = async () => {
    if (await actions.copyCommand(profileId)) showCopied();
  };
  const said = tunnel.isConnecting
    ? awaitedBy(tunnel)
    : copied
      ? t('common.copied')
      : launch.starts
        ? howWith(launch.by, isOn)
        : '';
  return (
    <section className={css('card')} aria-label={t('profile.use')}>
      <code className={css('command')} data-testid="command">
        {launch.command}
      </code>
      <div className={css('actions')}>
        {launch.starts && tunnel.isConnecting && (
          <Button icon={<X size={15} aria-hidden />} onPress={() => void actions.cancelConnect(profileId)}>
            {t('common.cancel')}
          </Button>
        )}
        {launch.starts && !tunnel.isConnecting && (
          <Button
            ref={hint}
            // A tunnel that is blocked, or caught in its VPN, has something else to click first.
            look={tunnel.status.kind === 'blocked' || isCaught(tunnel) ? 'secondary' : 'primary'}
            icon={<SquareArrowOutUpRight size={15} aria-hidden />}
            onPress={() => void actions.connectTo(profileId)}
          >
            {isOn ? sayClause(launch.label) : t('common.connect')}
          </Button>
        )}
        <Button
          icon={copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
          onPress={() => void copy()}
        >
          {launch.starts ? t('profile.copyCommand') : sayClause(launch.label)}
        </Button>
        <span className={css('said', launch.starts && 'below')} role="status">
          {said}
        </span>
      </div>
      <LaunchLines lines={launch.lines} notes={launch.notes} />
      {isSsh && !profile.demo && <SshConfigPart profile={profile} />}
    </section>
  );
}

const howWith = (by: string | Text | null, isOn: boolean): string =>
  by === null
    ? t(isOn ? 'profile.startsIt' : 'profile.onThenStartsIt')
    : t(isOn ? 'profile.starts' : 'profile.onThenStarts', { program: sayClause(by) });
