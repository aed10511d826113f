import { Check, Copy, SquareArrowOutUpRight } from 'lucide-react';
import type { LaunchView } from '../../preload/app-state.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { useCopied } from '../ui/CopyButton.tsx';
import { classNames } from '../ui/class-names.ts';
import styles from './LaunchCard.module.css';

const css = classNames(styles);

interface LaunchCardProps {
  readonly profileId: string;
  readonly launch: LaunchView;
  readonly isOn: boolean;
}

export function LaunchCard({ profileId, launch, isOn }: LaunchCardProps) {
  const actions = useActions();
  const [copied, showCopied] = useCopied();
  const copy = async () => {
    if (await actions.copyCommand(profileId)) showCopied();
  };
  return (
    <section className={css('card')} aria-label="Use it">
      <code className={css('command')} data-testid="command">
        {launch.command}
      </code>
      <div className={css('actions')}>
        <Button
          look={isOn ? 'primary' : 'secondary'}
          icon={<SquareArrowOutUpRight size={15} aria-hidden />}
          isDisabled={!isOn}
          onPress={() => void actions.launch(profileId)}
        >
          {launch.label}
        </Button>
        <Button
          icon={copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
          onPress={() => void copy()}
        >
          Copy command
        </Button>
        <span className={css('said')} role="status">
          {copied ? 'Copied' : isOn ? '' : 'Opens once the tunnel is on.'}
        </span>
      </div>
    </section>
  );
}
