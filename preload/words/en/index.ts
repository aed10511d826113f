/** The English catalogue, gathered from its rooms. It is part of the program, and what other languages lack is taken from it. */
import { activity } from './activity.ts';
import { assistive } from './assistive.ts';
import { backup } from './backup.ts';
import { because } from './because.ts';
import { changes } from './changes.ts';
import { clause } from './clause.ts';
import { common } from './common.ts';
import { control } from './control.ts';
import { diagnose } from './diagnose.ts';
import { diagnosis } from './diagnosis.ts';
import { dialog } from './dialog.ts';
import { editor } from './editor.ts';
import { editorCommand } from './editor-command.ts';
import { error } from './error.ts';
import { fact } from './fact.ts';
import { failure } from './failure.ts';
import { fetch } from './fetch.ts';
import { field } from './field.ts';
import { finding } from './finding.ts';
import { folder } from './folder.ts';
import { importing } from './import.ts';
import { kind } from './kind.ts';
import { kit } from './kit.ts';
import { launch } from './launch.ts';
import { list } from './list.ts';
import { log } from './log.ts';
import { managed } from './managed.ts';
import { menu } from './menu.ts';
import { need } from './need.ts';
import { networks } from './networks.ts';
import { note } from './note.ts';
import { notice } from './notice.ts';
import { notification } from './notification.ts';
import { place } from './place.ts';
import { problem } from './problem.ts';
import { profile } from './profile.ts';
import { question } from './question.ts';
import { reading } from './reading.ts';
import { reason } from './reason.ts';
import { refused } from './refused.ts';
import { report } from './report.ts';
import { schema } from './schema.ts';
import { secrets } from './secrets.ts';
import { settings } from './settings.ts';
import { share } from './share.ts';
import { status } from './status.ts';
import { step } from './step.ts';
import { stored } from './stored.ts';
import { tray } from './tray.ts';
import { trust } from './trust.ts';
import { typed } from './typed.ts';
import { ui } from './ui.ts';
import { updates } from './updates.ts';
import { value } from './value.ts';
import { vpn } from './vpn.ts';
import { welcome } from './welcome.ts';
import { window } from './window.ts';

export const english = {
  ...activity,
  ...assistive,
  ...backup,
  ...because,
  ...changes,
  ...clause,
  ...common,
  ...control,
  ...diagnose,
  ...diagnosis,
  ...dialog,
  ...editor,
  ...editorCommand,
  ...error,
  ...fact,
  ...failure,
  ...field,
  ...finding,
  ...fetch,
  ...folder,
  ...importing,
  ...kit,
  ...kind,
  ...launch,
  ...list,
  ...log,
  ...managed,
  ...menu,
  ...note,
  ...notice,
  ...notification,
  ...need,
  ...networks,
  ...place,
  ...problem,
  ...profile,
  ...question,
  ...reading,
  ...reason,
  ...refused,
  ...report,
  ...schema,
  ...secrets,
  ...settings,
  ...share,
  ...status,
  ...step,
  ...stored,
  ...tray,
  ...trust,
  ...typed,
  ...ui,
  ...updates,
  ...value,
  ...vpn,
  ...welcome,
  ...window,
} as const;
