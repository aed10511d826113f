/** `adit service`: has the system run the client services of a configuration, and stops that. */
import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { HEAP_FLAGS } from '../../tunnel/base/heap.ts';
import { type Background, backgroundOf } from '../background/plan.ts';
import type { Command, Service, Surroundings } from '../background/service.ts';
import { load } from '../load.ts';
import { type ExitStatus, exitStatus, type Output } from '../output.ts';
import { type ServiceCommand, USUAL_NAME } from '../service-arguments.ts';

const execute = promisify(execFile);

export async function serviceCommand(command: ServiceCommand, output: Output): Promise<ExitStatus> {
  const surroundings = { platform: process.platform, home: homedir(), env: process.env, uid: process.getuid?.() ?? 0 };
  if (command.system && surroundings.platform !== 'win32' && surroundings.uid !== 0) {
    output.message(
      'A service of the system is for root to change: put sudo before the command, or leave --system out.',
    );
    return exitStatus.failed;
  }
  return command.what === 'install' ? install(command, surroundings, output) : remove(command, surroundings, output);
}

async function install(command: ServiceCommand, surroundings: Surroundings, output: Output): Promise<ExitStatus> {
  const file = path.resolve(command.file);
  const loaded = await load(file);
  if (!loaded.ok) {
    for (const message of loaded.messages) output.message(`[!] ${message}`);
    return exitStatus.failed;
  }
  if (loaded.services.length === 0) {
    output.message(`${file} has no client service that can be run. See: adit check ${command.file}`);
    return exitStatus.failed;
  }
  const { output: log, pid } = loaded.globals;
  const writes = [...new Set([log, pid].flatMap((each) => (each === null ? [] : [path.dirname(each)])))];
  const background = backgroundOf({ ...serviceOf(command, file), writes }, surroundings);
  if (background.kind !== 'plan') return tell(background, 'install', output);
  const { unit, folders, install: commands, words } = background.plan;
  try {
    for (const folder of folders) await mkdir(folder, { recursive: true });
    await writeFile(unit.path, unit.text);
  } catch (error) {
    output.message(`${unit.path} cannot be written: ${messageOf(error)}`);
    return exitStatus.failed;
  }
  output.result(`Wrote ${unit.path}`);
  const failed = await run(commands);
  if (failed !== null) {
    output.message(`${failed}\nThe file stays; take it away with: adit service remove${tail(command)}`);
    return exitStatus.failed;
  }
  output.result(`The service ${command.name} runs.`);
  for (const line of words) output.result(line);
  return exitStatus.done;
}

async function remove(command: ServiceCommand, surroundings: Surroundings, output: Output): Promise<ExitStatus> {
  const background = backgroundOf({ ...serviceOf(command, ''), writes: [] }, surroundings);
  if (background.kind !== 'plan') return tell(background, 'remove', output);
  const { unit, remove: commands } = background.plan;
  if (!existsSync(unit.path)) {
    output.message(`There is no service ${command.name}: ${unit.path} is not there.`);
    return exitStatus.failed;
  }
  const [stop, ...rest] = commands;
  if (stop !== undefined) await run([stop]);
  await rm(unit.path);
  await run(rest);
  output.result(`Took ${unit.path} away.`);
  return exitStatus.done;
}

const tail = ({ system, name }: ServiceCommand): string =>
  `${system ? ' --system' : ''}${name === USUAL_NAME ? '' : ` --name ${name}`}`;

function tell(
  background: Exclude<Background, { readonly kind: 'plan' }>,
  what: 'install' | 'remove',
  output: Output,
): ExitStatus {
  if (background.kind === 'unknown') {
    output.message(background.sentence);
    return exitStatus.failed;
  }
  output.message(
    'Windows starts a program that is no service by its task scheduler. In a terminal, as administrator for --system:',
  );
  for (const line of background[what]) output.result(line);
  return exitStatus.done;
}

function serviceOf({ name, system }: ServiceCommand, file: string): Omit<Service, 'writes'> {
  return { name, system, program: ownProgram(), file, user: ownerOf(file) };
}

/** How this very program is started again. */
function ownProgram(): readonly string[] {
  // An AppImage lies somewhere else at each start.
  if (process.versions['electron'] !== undefined) {
    return [process.env['APPIMAGE'] ?? process.execPath, '--no-sandbox', '--no-zygote', '--log-level=3', '--cli', '--'];
  }
  return [process.execPath, ...HEAP_FLAGS, path.resolve(process.argv[1] ?? '')];
}

/** The account that the file belongs to: its name where it is one's own, else its number, which systemd takes as well. */
function ownerOf(file: string): string {
  if (file === '' || process.platform === 'win32') return '';
  const { uid } = statSync(file);
  if (uid === 0) return 'root';
  return uid === process.getuid?.() ? userInfo().username : String(uid);
}

/** What went wrong, as a sentence; null when all was done. */
async function run(commands: readonly Command[]): Promise<string | null> {
  for (const { line, optional } of commands) {
    const [program, ...args] = line;
    try {
      await execute(program, args);
    } catch (error) {
      if (optional) continue;
      const { stderr = '' } = error as { stderr?: string };
      return `${line.join(' ')} failed: ${stderr.trim() || messageOf(error)}`;
    }
  }
  return null;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
