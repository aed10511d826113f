import { memo, useEffect, useRef } from 'react';
import { applicationLabel } from '../../preload/fields/application-names.ts';
import { t } from '../../preload/words/words.ts';
import { Decided } from '../managed/Locked.tsx';
import { type QuietView, sameButTunnel } from '../store/state.ts';
import { useActions, useProfileView, useWindow } from '../store-context.tsx';
import { ApplicationIcon } from '../ui/applications.tsx';
import { classNames } from '../ui/class-names.ts';
import { Details } from '../ui/Details.tsx';
import { formatEndpoint } from '../ui/format.ts';
import { Notes } from '../ui/Notes.tsx';
import { Place } from '../ui/Place.tsx';
import { rich } from '../ui/rich.tsx';
import { Switch } from '../ui/Switch.tsx';
import { useAfterFrame } from '../ui/use-after-frame.ts';
import { useLanguage } from '../ui/use-language.ts';
import { ConnectionCard } from './ConnectionCard.tsx';
import { LaunchCard } from './LaunchCard.tsx';
import { NetworkRulesPart } from './NetworkRulesPart.tsx';
import { ProfileBar } from './ProfileBar.tsx';
import styles from './ProfileDetail.module.css';
import { StatusCard } from './StatusCard.tsx';
import { VpnCard } from './VpnCard.tsx';
import { WayCard } from './WayCard.tsx';

const css = classNames(styles);

export function ProfileDetail({ profileId }: { readonly profileId: string }) {
  const view = useProfileView(profileId);
  return view && <Detail view={view} />;
}

function Detail({ view }: { readonly view: QuietView }) {
  const { profile, tunnel } = view;
  const late = useAfterFrame(view);
  // What a person has changed is not waited for: a radio button would go back for a frame.
  const inDetail = sameButTunnel(late, view) ? late : view;
  const { switchTunnel, save, tell } = useActions();
  const isHinted = useWindow((state) => state.hintFor === profile.id);
  const selectedId = useWindow((state) => state.selectedId);
  const title = useRef<HTMLHeadingElement>(null);
  const isManaged = useWindow((state) => state.app?.managed?.profileIds.includes(profile.id) ?? false);
  const isOn = tunnel.status.kind !== 'off';
  const server = profile.connect[0];

  // In a small window the list gives way to the detail, and what had the focus is gone.
  useEffect(() => {
    const focused = document.activeElement;
    const isHidden = focused instanceof HTMLElement && focused.closest('nav')?.offsetParent === null;
    if (selectedId !== null && isHidden) title.current?.focus();
  }, [selectedId]);

  const setStartWithApp = async (startWithApp: boolean) => {
    const explanation = await save({ ...profile, startWithApp });
    if (explanation) tell(explanation);
  };

  const startSwitch = (
    <Switch isSelected={profile.startWithApp} onChange={setStartWithApp}>
      {t('common.startWithApp')}
    </Switch>
  );

  return (
    <main className={css('detail')} aria-labelledby="profile-name">
      <div className={css('page')}>
        <ProfileBar profile={profile} isManaged={isManaged} />

        <header className={css('header')}>
          <ApplicationIcon application={profile.application} size="large" />
          <div className={css('titles')}>
            <h1 id="profile-name" className={css('name')} title={profile.name} ref={title} tabIndex={-1}>
              <bdi>{profile.name}</bdi>
            </h1>
            <p className={css('subtitle')}>
              {server === undefined
                ? applicationLabel(profile.application)
                : rich(profile.demo ? 'profile.subtitle.demo' : 'profile.subtitle', {
                    application: applicationLabel(profile.application),
                    server: <Place text={formatEndpoint(server)} />,
                  })}
              {isManaged && ` · ${t('managed.profile')}`}
            </p>
          </div>
          <Switch
            label={t('profile.tunnel')}
            size="large"
            isSelected={isOn}
            onChange={(on) => switchTunnel(profile.id, on)}
          />
        </header>

        <StatusCard view={view} isHinted={isHinted} />
        <Parts view={inDetail} isHinted={isHinted} />

        {!profile.demo && (
          <section className={css('card')}>
            {isManaged ? <Decided withReason>{startSwitch}</Decided> : startSwitch}
          </section>
        )}
        {!profile.demo && <NetworkRulesPart profile={profile} />}
        {profile.origin.notes.length > 0 && (
          <Details level={2} title={t('profile.notApplied')} count={profile.origin.notes.length}>
            <Notes notes={profile.origin.notes} />
          </Details>
        )}
      </div>
    </main>
  );
}

/** What the status is about, in detail. */
const Parts = memo(function Parts({ view, isHinted }: { readonly view: QuietView; readonly isHinted: boolean }) {
  const { profile, tunnel, launch } = view;
  useLanguage();
  return (
    <>
      {launch && <LaunchCard profile={profile} launch={launch} tunnel={tunnel} isHinted={isHinted} />}
      <VpnCard view={view} />
      <WayCard view={view} />
      <ConnectionCard view={view} />
    </>
  );
});
