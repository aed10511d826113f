import { t } from '../../preload/words/words.ts';
import { StatusIcon } from '../profiles/StatusIcon.tsx';
import { rowLine, toneOf } from '../profiles/status.ts';
import { useActions, useProfileView, useWindow, useWindowList } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import styles from './SelectedServers.module.css';
import { SelectionActions } from './SelectionActions.tsx';

const css = classNames(styles);

/** Beside the list while several servers are selected: which, how each is, and what can be done with all of them. */
export function SelectedServers() {
  const { mark } = useActions();
  const count = useWindow((state) => state.marked.size);
  const ids = useWindowList(({ app, marked }) =>
    (app?.profiles ?? []).flatMap(({ profile }) => (marked.has(profile.id) ? [profile.id] : [])),
  );
  return (
    <main className={css('page')}>
      <header className={css('header')}>
        <h1 className={css('title')} tabIndex={-1}>
          <span role="status">{t('list.selected', { count })}</span>
        </h1>
        <Button look="quiet" size="small" onPress={() => mark(new Set())}>
          {t('list.selected.none')}
        </Button>
      </header>
      <SelectionActions />
      <ul className={css('servers')}>
        {ids.map((id) => (
          <Selected key={id} profileId={id} />
        ))}
      </ul>
      <p className={css('help')}>{t('list.selected.help')}</p>
    </main>
  );
}

function Selected({ profileId }: { readonly profileId: string }) {
  const view = useProfileView(profileId);
  if (view === null) return null;
  const tone = toneOf(view.tunnel);
  return (
    <li className={css('server')}>
      <StatusIcon tone={tone} size={15} />
      <span className={css('name')}>
        <bdi>{view.profile.name}</bdi>
      </span>
      <span className={css('status')}>{rowLine(view.tunnel)}</span>
    </li>
  );
}
