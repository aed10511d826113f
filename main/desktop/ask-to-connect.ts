/** Whether what a link asks for is wanted. A dialog of the system's: no page can answer it. */
import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import type { ProfileView } from '../../preload/app-state.ts';

export async function askToConnect(view: ProfileView, parent: BrowserWindow | null): Promise<boolean> {
  const options: MessageBoxOptions = { type: 'question', ...connectQuestion(view), defaultId: 1, cancelId: 1 };
  const { response } = await (parent === null
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(parent, options));
  return response === 0;
}

/** The words of the question. Pure. */
export function connectQuestion({ profile, launch }: ProfileView) {
  const server = profile.connect[0]?.host ?? 'its server';
  const program = launch?.by ? `, and starts ${launch.by}` : '';
  return {
    message: `Connect “${profile.name}”?`,
    detail: `A link that was opened asks for it. Connect switches the tunnel to ${server} on${program}.`,
    buttons: ['Connect', 'Cancel'],
  };
}
