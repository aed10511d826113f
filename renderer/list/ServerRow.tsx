import { memo } from 'react';
import { Button } from 'react-aria-components';
import { t } from '../../preload/words/words.ts';
import { StatusIcon } from '../profiles/StatusIcon.tsx';
import { rowLine, statusLine, toneOf } from '../profiles/status.ts';
import type { Rate } from '../store/figures.ts';
import { useActions, useFigures, useProfileView } from '../store-context.tsx';
import { ApplicationIcon } from '../ui/applications.tsx';
import { classNames } from '../ui/class-names.ts';
import { formatRate } from '../ui/format.ts';
import { LiveText } from '../ui/LiveText.tsx';
import { Switch } from '../ui/Switch.tsx';
import { useLanguage } from '../ui/use-language.ts';
import styles from './ServerRow.module.css';

const css = classNames(styles);

interface ServerRowProps {
  readonly profileId: string;
  readonly canMove: boolean;
}

/** What a row holds. Traffic of other servers does not touch it, and its own only the figures. */
export const ServerRow = memo(function ServerRow({ profileId, canMove }: ServerRowProps) {
  const { switchTunnel } = useActions();
  const view = useProfileView(profileId);
  useLanguage();
  if (view === null) return null;
  const { profile, tunnel } = view;
  const tone = toneOf(tunnel);
  return (
    <>
      <Button
        slot="drag"
        className={css('grip')}
        isDisabled={!canMove}
        aria-label={t('list.move', { name: profile.name })}
      />
      <ApplicationIcon application={profile.application} />
      <div className={css('text')}>
        <span className={css('name')} dir="auto" title={profile.name}>
          <bdi>{profile.name}</bdi>
        </span>
        <span className={css('status', tone)} title={statusLine(tunnel)}>
          <StatusIcon tone={tone} size={12} />
          <span data-testid="status" className={css('words')}>
            {rowLine(tunnel)}
          </span>
          <RowRate profileId={profile.id} />
        </span>
      </div>
      <Switch
        label={profile.name}
        isSelected={tunnel.status.kind !== 'off'}
        onChange={(on) => switchTunnel(profile.id, on)}
      />
    </>
  );
});

const arrows = ({ received, sent }: Rate) => ({ received: `↓ ${formatRate(received)}`, sent: `↑ ${formatRate(sent)}` });

/** What goes through now; nothing while nothing does. */
function RowRate({ profileId }: { readonly profileId: string }) {
  const { rate, follow } = useFigures(profileId);
  return (
    <LiveText
      className={css('rate')}
      isAsWideAsText
      follow={follow}
      read={() => {
        const now = rate();
        return now === null ? '' : arrows(now)[now.received < now.sent ? 'sent' : 'received'];
      }}
      // Made for who looks: to set it with every change costs more than the text.
      onPointerEnter={({ currentTarget }) => {
        const now = rate();
        currentTarget.title = now === null ? '' : t('list.rate', arrows(now));
      }}
    />
  );
}
