/** Whether what a link asks for is wanted. A dialog of the system's: no page can answer it. */

import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import type { ProfileView } from '../../preload/app-state.ts';
import { sayClause } from '../../preload/words/say.ts';
import { t } from '../../preload/words/words.ts';

export async function askToConnect(view: ProfileView, parent: BrowserWindow | null): Promise<boolean> {
  const options: MessageBoxOptions = { type: 'question', ...connectQuestion(view), defaultId: 1, cancelId: 1 };
  const { response } = await (parent === null
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(parent, options));
  return response === 0;
}

/** The words of the question. Pure. */
export function connectQuestion({ profile, launch }: ProfileView) {
  const server = profile.connect[0]?.host ?? t('dialog.connect.itsServer');
  return {
    message: t('dialog.connect', { name: profile.name }),
    detail: launch?.by
      ? t('dialog.connect.starts', { server, program: sayClause(launch.by) })
      : t('dialog.connect.what', { server }),
    buttons: [t('common.connect'), t('common.cancel')],
  };
}
