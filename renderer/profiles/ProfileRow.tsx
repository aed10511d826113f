import { Button } from 'react-aria-components';
import type { ProfileView } from '../../preload/app-state.ts';
import { useActions } from '../store-context.tsx';
import { ApplicationIcon } from '../ui/applications.tsx';
import { classNames } from '../ui/class-names.ts';
import { Switch } from '../ui/Switch.tsx';
import styles from './ProfileRow.module.css';
import { StatusIcon } from './StatusIcon.tsx';
import { statusLine, toneOf } from './status.ts';

const css = classNames(styles);

export const rowButtonId = (profileId: string): string => `show-${profileId}`;

export function ProfileRow({ view, isShown }: { readonly view: ProfileView; readonly isShown: boolean }) {
  const { profile, tunnel, launch } = view;
  const { select, switchTunnel, connectTo } = useActions();
  const connect = () => void (launch?.starts ? connectTo(profile.id) : switchTunnel(profile.id, true));
  const line = statusLine(tunnel);
  const tone = toneOf(tunnel);
  return (
    <li className={css('row', isShown && 'shown')} aria-label={profile.name}>
      <Button
        id={rowButtonId(profile.id)}
        className={css('open')}
        aria-label={`${profile.name}, show`}
        // Enter on what is shown already goes on to the program, as a double click does.
        onPress={({ pointerType }) => (isShown && pointerType === 'keyboard' ? connect() : select(profile.id))}
        onDoubleClick={connect}
        {...(isShown ? { 'aria-current': 'true' as const } : {})}
      />
      <ApplicationIcon application={profile.application} />
      <div className={css('text')}>
        <span className={css('name')} title={profile.name}>
          {profile.name}
        </span>
        <span className={css('status', tone)} title={line}>
          <StatusIcon tone={tone} size={12} />
          <span data-testid="status" className={css('words')}>
            {line}
          </span>
        </span>
      </div>
      <Switch
        label={profile.name}
        isSelected={tunnel.status.kind !== 'off'}
        onChange={(on) => void switchTunnel(profile.id, on)}
      />
    </li>
  );
}
