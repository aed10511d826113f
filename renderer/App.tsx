import { useEffect, useLayoutEffect } from 'react';
import { I18nProvider } from 'react-aria-components';
import { isRightToLeft } from '../preload/words/languages.ts';
import { currentLocale, t } from '../preload/words/words.ts';
import styles from './App.module.css';
import { DropOverlay } from './import/DropOverlay.tsx';
import { LateSheets } from './late-sheets.tsx';
import { SelectedServers } from './list/SelectedServers.tsx';
import { ServerList } from './list/ServerList.tsx';
import { ProfileDetail } from './profiles/ProfileDetail.tsx';
import { Welcome } from './profiles/Welcome.tsx';
import { shownIdOf } from './store/state.ts';
import { useActions, useWindow } from './store-context.tsx';
import { PageToasts } from './toasts/Toasts.tsx';
import { Button } from './ui/Button.tsx';
import { Callout, ExplanationText } from './ui/Callout.tsx';
import { classNames } from './ui/class-names.ts';
import { useLanguage } from './ui/use-language.ts';
import { usePageFocus } from './use-page-focus.ts';

const css = classNames(styles);

export function App() {
  const profiles = useWindow((state) => state.app?.profiles.length ?? null);
  const hasFailed = useWindow((state) => state.failure !== null);
  const appearance = useWindow((state) => state.app?.settings.appearance ?? 'system');

  const language = useLanguage();

  usePageFocus();
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = isRightToLeft(language) ? 'rtl' : 'ltr';
  }, [language]);
  useEffect(() => {
    if (appearance === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = appearance;
  }, [appearance]);

  if (profiles === null) return hasFailed ? <Unreachable /> : null;
  return (
    <I18nProvider locale={currentLocale()}>
      <div className={css('app')}>
        <Notices />
        {profiles === 0 ? (
          <>
            <Welcome />
            <PageToasts />
          </>
        ) : (
          <Profiles />
        )}
        <LateSheets />
        <DropOverlay />
      </div>
    </I18nProvider>
  );
}

/** List and detail beside each other; in a small window the detail takes the list's place once one is chosen. */
function Profiles() {
  const areSeveral = useWindow((state) => state.marked.size > 0);
  const isAtList = useWindow((state) => state.selectedId === null) || areSeveral;
  const shownId = useWindow(shownIdOf);
  return (
    <div className={css('columns', isAtList ? 'atList' : 'atDetail')}>
      <ServerList shownId={shownId} />
      <div className={css('beside')}>
        {areSeveral ? <SelectedServers /> : shownId !== null && <ProfileDetail key={shownId} profileId={shownId} />}
        <PageToasts />
      </div>
    </div>
  );
}

function Notices() {
  const notices = useWindow((state) => state.app?.notices) ?? [];
  const { dismissNotice } = useActions();
  if (notices.length === 0) return null;
  return (
    <section className={css('notices')} aria-label={t('window.notices')}>
      {notices.map(({ id, level, text }) => (
        <Callout key={id} level={level} onDismiss={() => void dismissNotice(id)}>
          {text}
        </Callout>
      ))}
    </section>
  );
}

/** Main did not answer: nothing else can be shown. */
function Unreachable() {
  const failure = useWindow((state) => state.failure);
  const { reload } = useActions();
  return (
    <main className={css('unreachable')}>
      <h1>Adit</h1>
      {failure && (
        <Callout level="error" isAlert>
          <ExplanationText explanation={failure} />
        </Callout>
      )}
      <Button onPress={() => void reload()}>{t('common.tryAgain')}</Button>
    </main>
  );
}
