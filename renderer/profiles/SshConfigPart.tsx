import type { ProfileView } from '../../preload/app-state.ts';
import type { SshWay } from '../../preload/types.ts';
import { useActions } from '../store-context.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { classNames } from '../ui/class-names.ts';
import { Details } from '../ui/Details.tsx';
import { type Choice, RadioChoice } from '../ui/Field.tsx';
import { Switch } from '../ui/Switch.tsx';
import styles from './LaunchCard.module.css';

const css = classNames(styles);

const ways: readonly Choice<SshWay>[] = [
  {
    value: 'command',
    label: 'By the adit command',
    description: 'Works while the tunnel is off, too, and needs no local port.',
  },
  { value: 'port', label: 'By the tunnel’s local port', description: 'Works while the tunnel is on.' },
];

/** The profile's entry in ~/.ssh/config, with which everything that goes by ssh finds the server. */
export function SshConfigPart({ profile }: Pick<ProfileView, 'profile'>) {
  const { setSshHost } = useActions();
  const { id, sshConfig } = profile;
  return (
    <Details level={2} title="ssh, scp, sftp, Git, rsync and VS Code by a name">
      <div className={css('part')}>
        <Switch isSelected={sshConfig !== undefined} onChange={(on) => void setSshHost(id, on ? 'command' : null)}>
          Add to ~/.ssh/config
        </Switch>
        {sshConfig === undefined ? (
          <p className={css('note')}>
            Adit adds a marked block at the top of the file and keeps it up to date. Your own lines stay as they are,
            and a copy of the file is kept beside it.
          </p>
        ) : (
          <>
            <div className={css('line')}>
              <code className={css('lineText')}>ssh {sshConfig.alias}</code>
              <CopyButton text={`ssh ${sshConfig.alias}`} what="ssh command" />
            </div>
            <RadioChoice
              label="Way to the server"
              look="rows"
              value={sshConfig.way}
              onChange={(way) => void setSshHost(id, way)}
              choices={ways}
            />
          </>
        )}
      </div>
    </Details>
  );
}
