import { sayExplanation } from '../../../preload/words/say.ts';
import { ConfError } from '../../conf/error.ts';
import { parse } from '../../conf/parse.ts';
import { check, platformOf, unknownOption } from '../../conf/strict/verdict.ts';
import type { Command } from '../arguments.ts';
import { readBytes } from '../configuration.ts';
import { readIncludedFolder, readIncludedFolderIfThere } from '../included.ts';
import { type ExitStatus, exitStatus, explanationLines, type Output } from '../output.ts';
import { thisComputer, thisPlatform, thisTlsLibrary } from '../this-computer.ts';

type Check = Extract<Command, { readonly kind: 'check' }>;

/**
 * Says whether stunnel accepts the file with all that it includes and, unless told not to, the files that it names, in
 * stunnel's own words when it does not. Names of hosts and accounts are not looked up; messages say so.
 */
export async function checkCommand({ file, files }: Check, output: Output): Promise<ExitStatus> {
  const bytes = await readBytes(file);
  if (!(bytes instanceof Uint8Array)) {
    for (const line of explanationLines(bytes)) output.message(line);
    return exitStatus.failed;
  }
  const fileName = file === '-' ? 'standard input' : file;
  try {
    // Not as the import decodes it: stunnel knows no UTF-16.
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const document = parse(text);
    const verdict = check(document, {
      fileName,
      readFolder: files ? readIncludedFolder : readIncludedFolderIfThere,
      computer: files ? thisComputer : thisTlsLibrary,
      platform: platformOf(document) ?? thisPlatform,
    });
    for (const { line, text: written, reason } of verdict.warnings) {
      output.message(`[.] ${fileName}:${line}: "${written}": ${reason}`);
    }
    if (verdict.kind === 'accepted') return exitStatus.done;
    for (const message of verdict.messages) output.result(`[!] ${message}`);
    const unknown = verdict.messages.map(unknownOption).find((name) => name !== null);
    if (unknown !== undefined) output.message(`[.] “${unknown}” is unknown to stunnel 5.75; a newer one may know it.`);
    return exitStatus.failed;
  } catch (error) {
    if (!(error instanceof ConfError)) throw error;
    for (const line of explanationLines(sayExplanation(error.explanation))) output.message(line);
    return exitStatus.failed;
  }
}
