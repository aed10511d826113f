import { useEffect } from 'react';
import styles from './App.module.css';
import { RestoreSheet } from './backup/RestoreSheet.tsx';
import { DiagnosisSheet } from './diagnose/DiagnosisSheet.tsx';
import { LogSheet } from './diagnose/LogSheet.tsx';
import { EditorSheet } from './editor/EditorSheet.tsx';
import { IdentitySheet } from './editor/IdentitySheet.tsx';
import { AddSheet } from './import/AddSheet.tsx';
import { DropOverlay } from './import/DropOverlay.tsx';
import { ImportSheet } from './import/ImportSheet.tsx';
import { ServerList } from './list/ServerList.tsx';
import { ProfileDetail } from './profiles/ProfileDetail.tsx';
import { RemoveSheet } from './profiles/RemoveSheet.tsx';
import { Welcome } from './profiles/Welcome.tsx';
import { SecretSheet } from './secrets/SecretSheet.tsx';
import { SettingsSheet } from './settings/SettingsSheet.tsx';
import { ShareSheet } from './share/ShareSheet.tsx';
import { shownIdOf } from './store/state.ts';
import { useActions, useProfileView, useWindow } from './store-context.tsx';
import { FloatingToasts, SheetToasts } from './toasts/Toasts.tsx';
import { TrustSheet } from './trust/TrustSheet.tsx';
import { Button } from './ui/Button.tsx';
import { Callout, ExplanationText } from './ui/Callout.tsx';
import { classNames } from './ui/class-names.ts';
import { SheetMessages } from './ui/Sheet.tsx';

const css = classNames(styles);

export function App() {
  const profiles = useWindow((state) => state.app?.profiles.length ?? null);
  const hasFailed = useWindow((state) => state.failure !== null);
  const appearance = useWindow((state) => state.app?.settings.appearance ?? 'system');

  useEffect(() => {
    if (appearance === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = appearance;
  }, [appearance]);

  if (profiles === null) return hasFailed ? <Unreachable /> : null;
  return (
    <div className={css('app')}>
      <Notices />
      {profiles === 0 ? <Welcome /> : <Profiles />}
      <SheetMessages value={<SheetToasts />}>
        <OpenSheet />
      </SheetMessages>
      <FloatingToasts />
      <DropOverlay />
    </div>
  );
}

/** List and detail beside each other; in a small window the detail takes the list's place once one is chosen. */
function Profiles() {
  const isAtList = useWindow((state) => state.selectedId === null);
  const shownId = useWindow(shownIdOf);
  return (
    <div className={css('columns', isAtList ? 'atList' : 'atDetail')}>
      <ServerList shownId={shownId} />
      {shownId !== null && <ProfileDetail key={shownId} profileId={shownId} />}
    </div>
  );
}

function Notices() {
  const notices = useWindow((state) => state.app?.notices) ?? [];
  const { dismissNotice } = useActions();
  if (notices.length === 0) return null;
  return (
    <section className={css('notices')} aria-label="Notices">
      {notices.map(({ id, level, text }) => (
        <Callout key={id} level={level} onDismiss={() => void dismissNotice(id)}>
          {text}
        </Callout>
      ))}
    </section>
  );
}

function OpenSheet() {
  const sheet = useWindow((state) => state.sheet);
  const canRemember = useWindow((state) => state.app?.canRemember ?? false);
  const view = useProfileView(sheet !== null && 'profileId' in sheet ? sheet.profileId : null);
  if (sheet === null) return null;
  switch (sheet.kind) {
    case 'add':
      return <AddSheet />;
    case 'import':
      return <ImportSheet key={sheet.preview.id} preview={sheet.preview} />;
    case 'settings':
      return <SettingsSheet />;
    case 'restore':
      return <RestoreSheet key={sheet.plan.id} plan={sheet.plan} />;
    case 'share':
      return view && <ShareSheet key={sheet.profileId} profile={view.profile} />;
    case 'trust':
      return view && <TrustSheet key={sheet.profileId} view={view} />;
    case 'secret':
      return view && <SecretSheet key={sheet.profileId} view={view} canRemember={canRemember} />;
    case 'identity':
      return view && <IdentitySheet key={sheet.profileId} view={view} canRemember={canRemember} />;
    case 'edit':
      return view && <EditorSheet key={sheet.profileId} view={view} canRemember={canRemember} />;
    case 'diagnosis':
      return view && <DiagnosisSheet key={sheet.profileId} view={view} />;
    case 'log':
      return <LogSheet />;
    case 'remove':
      return view && <RemoveSheet key={sheet.profileId} profile={view.profile} />;
  }
}

/** Main did not answer: nothing else can be shown. */
function Unreachable() {
  const failure = useWindow((state) => state.failure);
  const { reload } = useActions();
  return (
    <main className={css('unreachable')}>
      {failure && (
        <Callout level="error" isAlert>
          <ExplanationText explanation={failure} />
        </Callout>
      )}
      <Button onPress={() => void reload()}>Try again</Button>
    </main>
  );
}
