/** `adit server-kit FOLDER`: makes the server's side of tunnels in a folder, or changes what is there. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Answers, answersSchema, type Service } from '../../../preload/kit-answers.ts';
import { say } from '../../../preload/words/say.ts';
import { encryptKey, openFolder, writeFolder } from '../../kit/folder.ts';
import { makeKit } from '../../kit/kit.ts';
import { type ExitStatus, exitStatus, type Output } from '../output.ts';
import type { ServerKitCommand } from '../server-kit-arguments.ts';

/** Two years and a quarter: what browsers take at most of anybody. */
const USUAL_DAYS = 825;

export async function serverKitCommand(command: ServerKitCommand, output: Output): Promise<ExitStatus> {
  const failed = (sentence: string): ExitStatus => {
    output.message(sentence);
    return exitStatus.failed;
  };
  const { folder, add, revoke, renew } = command;
  const opened = await openFolder(folder);
  if (!opened.ok) return failed(say(opened.sentence));
  const { kept } = opened;
  const answers = answersOf(command, kept?.record.answers ?? null);
  if (typeof answers === 'string') return failed(answers);
  const passphrase = await passphraseIn(command.passphraseFile);
  if (passphrase === '')
    return failed(`The first line of ${command.passphraseFile} holds no passphrase, or there is no such file.`);
  const change = { add: add.map((name) => ({ name, passphrase })), revoke, renew };
  const kit = await makeKit({ answers, kept, change, now: new Date(), encryptKey });
  if (!kit.ok) return failed(say(kit.sentence));
  try {
    await writeFolder(folder, kit.files, kept);
  } catch (error) {
    return failed(`${folder} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
  output.result(`${kept === null ? 'Made' : 'Brought up to date'}: ${path.resolve(folder)}`);
  for (const { path: name } of kit.files.filter((file) => file.path.startsWith('clients/'))) {
    output.result(`  ${name}`);
  }
  for (const note of kit.notes) output.result(say(note));
  output.result('README.md in it says what to do next. The folder holds private keys: keep it to yourself.');
  return exitStatus.done;
}

/** null: none is wanted; '': there is none where it should be. */
async function passphraseIn(file: string | null): Promise<string | null> {
  if (file === null) return null;
  try {
    return (await readFile(file, 'utf8')).split(/\r?\n/, 1)[0] ?? '';
  } catch {
    return '';
  }
}

/** What was said, on top of what is known; a sentence where that does not make answers. */
function answersOf({ said, add }: ServerKitCommand, before: Answers | null): Answers | string {
  const host = said.host ?? before?.host;
  if (host === undefined) return 'How do clients reach the server? Say --host HOST.';
  const services = joined(before?.services ?? [], said.services);
  if (services.length === 0) return 'Which services shall go through the tunnels? Say --service ssh, for example.';
  const read = answersSchema.safeParse({
    host,
    services,
    platform: said.platform ?? before?.platform ?? 'debian',
    certificate: certificateOf(said, before),
    clients: said.clients ?? before?.clients ?? (add.length > 0 ? 'certificate' : 'none'),
    page: said.page ?? before?.page ?? { kind: 'none' },
  });
  return read.success ? read.data : (read.error.issues[0]?.message ?? 'These answers do not go together.');
}

/** A service of the same name takes the place of the one before. */
function joined(before: readonly Service[], said: readonly Service[]): readonly Service[] {
  const replaced = before.map((service) => said.find(({ name }) => name === service.name) ?? service);
  const names = new Set(before.map(({ name }) => name));
  return [...replaced, ...said.filter(({ name }) => !names.has(name))];
}

function certificateOf(said: ServerKitCommand['said'], before: Answers | null): Answers['certificate'] {
  const old = before?.certificate;
  const kind = said.certificate ?? old?.kind ?? 'self-signed';
  if (kind === 'lets-encrypt') return { kind, email: said.email ?? (old?.kind === kind ? old.email : null) };
  return { kind, days: said.days ?? (old !== undefined && 'days' in old ? old.days : USUAL_DAYS) };
}
