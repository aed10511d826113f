/** Shows what would be started, once for each program. A dialog of the system's: the window cannot answer it itself. */

import { type BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import { sayClause } from '../../preload/words/say.ts';
import { t } from '../../preload/words/words.ts';
import type { Plan } from '../state/launching.ts';

/** More than a screen has room for is nobody's to read. */
const MOST_LINES = 24;

export async function askToStart(name: string, plan: Plan, parent: BrowserWindow | null): Promise<boolean> {
  const options: MessageBoxOptions = { type: 'question', ...question(name, plan), defaultId: 0, cancelId: 1 };
  const { response } = await (parent === null || !parent.isVisible()
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(parent, options));
  return response === 0;
}

/** The words of the question: each argument has a line of its own, so that nothing hides in another. Pure. */
export function question(name: string, { start, by }: Plan) {
  const argv = start === null ? [] : linesOf(start);
  const lines = argv.slice(0, MOST_LINES).map(visible);
  const more = argv.length > MOST_LINES ? [t('dialog.start.more', { count: argv.length - MOST_LINES })] : [];
  return {
    message: t('dialog.start', { program: by === null ? t('dialog.start.aProgram') : sayClause(by), name }),
    detail: [
      t(start?.kind === 'vpn' ? 'dialog.start.commands' : 'dialog.start.arguments'),
      '',
      ...lines,
      ...more,
      '',
      t('dialog.start.once'),
    ].join('\n'),
    buttons: [t('dialog.start.go'), t('common.cancel')],
  };
}

function linesOf(start: NonNullable<Plan['start']>): readonly string[] {
  switch (start.kind) {
    case 'url':
      return [start.url];
    case 'vpn':
      return start.lines;
    case 'terminal':
    case 'program':
      return start.argv;
  }
}

/** Characters that cannot be seen, or that turn a text round, as their code. */
const visible = (word: string): string =>
  word === ''
    ? t('dialog.start.nothing')
    : word.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`);
