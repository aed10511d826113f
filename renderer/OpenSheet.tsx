import { useState } from 'react';
import './zod-without-eval.ts';
import { ActivitySheet } from './activity/ActivitySheet.tsx';
import { CertificateSheet } from './activity/CertificateSheet.tsx';
import { EventsSheet } from './activity/EventsSheet.tsx';
import { RestoreSheet } from './backup/RestoreSheet.tsx';
import { DiagnosisSheet } from './diagnose/DiagnosisSheet.tsx';
import { LogSheet } from './diagnose/LogSheet.tsx';
import { EditorSheet } from './editor/EditorSheet.tsx';
import { IdentitySheet } from './editor/IdentitySheet.tsx';
import { ManySheet } from './editor/ManySheet.tsx';
import { AddSheet } from './import/AddSheet.tsx';
import { ImportSheet } from './import/ImportSheet.tsx';
import { KitSheet } from './kit/KitSheet.tsx';
import { RemoveSheet } from './profiles/RemoveSheet.tsx';
import { ReportSheet } from './report/ReportSheet.tsx';
import { SecretSheet } from './secrets/SecretSheet.tsx';
import { SettingsSheet } from './settings/SettingsSheet.tsx';
import { ShareSheet } from './share/ShareSheet.tsx';
import { useProfileView, useWindow, useWindowList } from './store-context.tsx';
import { SheetToasts } from './toasts/Toasts.tsx';
import { TrustSheet } from './trust/TrustSheet.tsx';
import { SheetMessages } from './ui/Sheet.tsx';

/** The one sheet that is open, with what has just happened below its title. */
export function OpenSheet() {
  return (
    <SheetMessages value={<SheetToasts />}>
      <Sheet />
    </SheetMessages>
  );
}

function Sheet() {
  const sheet = useWindow((state) => state.sheet);
  const canRemember = useWindow((state) => state.app?.canRemember ?? false);
  const view = useProfileView(sheet !== null && 'profileId' in sheet ? sheet.profileId : null);
  if (sheet === null) return null;
  switch (sheet.kind) {
    case 'add':
      return <AddSheet />;
    case 'import':
      return <ImportSheet key={sheet.preview.id} preview={sheet.preview} />;
    case 'report':
      return <ReportSheet profileId={sheet.about} />;
    case 'kit':
      return <KitSheet />;
    case 'many':
      return <ManySheet profileIds={sheet.profileIds} />;
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
    case 'activity':
      return view && <ActivitySheet key={sheet.profileId} view={view} />;
    case 'certificate':
      return view && <CertificateSheet key={sheet.profileId} view={view} />;
    case 'events':
      return view && <EventsSheet key={sheet.profileId} view={view} />;
    case 'log':
      return <LogSheet />;
    case 'remove':
      return view && <RemoveSheet key={sheet.profileId} profiles={[view.profile]} />;
    case 'remove-many':
      return <RemoveSheets profileIds={sheet.profileIds} />;
  }
}

function RemoveSheets({ profileIds }: { readonly profileIds: readonly string[] }) {
  const asked = useWindowList((state) =>
    (state.app?.profiles ?? []).flatMap(({ profile }) => (profileIds.includes(profile.id) ? [profile] : [])),
  );
  // They go one after the other, and what was asked stays the question.
  const [profiles] = useState(asked);
  return <RemoveSheet profiles={profiles} />;
}
