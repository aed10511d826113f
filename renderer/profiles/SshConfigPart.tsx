import { memo } from 'react';
import type { ProfileView } from '../../preload/app-state.ts';
import type { SshWay } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { useActions } from '../store-context.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { classNames } from '../ui/class-names.ts';
import { Details } from '../ui/Details.tsx';
import { type Choice, RadioChoice } from '../ui/Field.tsx';
import { Switch } from '../ui/Switch.tsx';
import { useLanguage } from '../ui/use-language.ts';
import styles from './LaunchCard.module.css';

const css = classNames(styles);

const ways = (): readonly Choice<SshWay>[] => [
  {
    value: 'command',
    label: t('profile.ssh.command'),
    description: t('profile.ssh.command.help'),
  },
  { value: 'port', label: t('profile.ssh.port'), description: t('profile.ssh.port.help') },
];

/** The profile's entry in ~/.ssh/config, with which everything that goes by ssh finds the server. */
export const SshConfigPart = memo(function SshConfigPart({ profile }: Pick<ProfileView, 'profile'>) {
  useLanguage();
  const { setSshHost } = useActions();
  const { id, sshConfig } = profile;
  return (
    <Details level={2} title={t('profile.ssh.title')}>
      <div className={css('part')}>
        <Switch isSelected={sshConfig !== undefined} onChange={(on) => setSshHost(id, on ? 'command' : null)}>
          {t('profile.ssh.add')}
        </Switch>
        {sshConfig === undefined ? (
          <p className={css('note')}>{t('profile.ssh.addHelp')}</p>
        ) : (
          <>
            <div className={css('line')}>
              <code className={css('lineText')}>ssh {sshConfig.alias}</code>
              <CopyButton text={`ssh ${sshConfig.alias}`} what={t('profile.ssh.copy')} />
            </div>
            <RadioChoice
              label={t('profile.ssh.way')}
              look="rows"
              value={sshConfig.way}
              onChange={(way) => void setSshHost(id, way)}
              choices={ways()}
            />
          </>
        )}
      </div>
    </Details>
  );
});
