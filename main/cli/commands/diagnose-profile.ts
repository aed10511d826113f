/** `adit diagnose PROFILE`: by the running app, which knows what is on and keeps the secrets; without it, by its stored profiles. */
import { readFileSync } from 'node:fs';
import type { Profile } from '../../../preload/types.ts';
import { ask } from '../../control/client.ts';
import { controlAddress } from '../../control/place.ts';
import { secretFieldsOf } from '../../profile/secret-fields.ts';
import { pskOf, specificationOf } from '../../profile/specification.ts';
import { explain } from '../../tunnel/explain.ts';
import type { Command } from '../arguments.ts';
import { type ExitStatus, exitStatus, explanationLines, type Output } from '../output.ts';
import { findProfile, folderOf, NO_FOLDER } from '../stored-profiles.ts';
import { printReply } from './control.ts';
import { walkAndPrint } from './diagnose.ts';

type DiagnoseProfile = Extract<Command, { readonly kind: 'diagnose-profile' }>;

export async function diagnoseProfileCommand(command: DiagnoseProfile, output: Output): Promise<ExitStatus> {
  const { name, others, json, userData } = command;
  const folder = folderOf(userData);
  if (folder === null) {
    output.message(NO_FOLDER);
    return exitStatus.failed;
  }
  let status: ExitStatus = exitStatus.failed;
  const abort = new AbortController();
  const stop = () => abort.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const request = { kind: 'diagnose', name, others } as const;
  const asked = await ask(
    controlAddress(process.platform, folder),
    request,
    (reply) => {
      status = printReply(reply, { name: null, form: json ? 'json' : 'text' }, output);
    },
    abort.signal,
  );
  process.off('SIGINT', stop);
  process.off('SIGTERM', stop);
  if (asked.kind === 'answered') return status;
  if (asked.kind === 'broken') {
    output.message(asked.why);
    return exitStatus.failed;
  }
  const found = await findProfile(name, userData);
  if (found.kind === 'found') return directly(found.profile, command, output);
  output.message(found.why);
  return exitStatus.failed;
}

async function directly(profile: Profile, command: DiagnoseProfile, output: Output): Promise<ExitStatus> {
  const psk = pskOf(profile, {}, readText);
  if (secretFieldsOf(profile).length > 0) {
    output.message(
      'Adit is not running, so that the secrets of this profile are not known: start the app for all of it.',
    );
  }
  if (!psk.ok) {
    for (const line of explanationLines(explain(psk.error))) output.message(line);
    return exitStatus.failed;
  }
  const specification = specificationOf(profile, { secrets: {}, psk: psk.psk });
  const { application } = profile;
  return walkAndPrint({ specification, application, listening: [], hasLocalPort: true }, command, output);
}

const readText = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};
