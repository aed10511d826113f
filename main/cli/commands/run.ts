/** `adit run FILE`: what `stunnel FILE` does with the client services of a file. */
import { rmSync, writeFileSync } from 'node:fs';
import { sayClause } from '../../../preload/words/say.ts';
import { explainAuthorities } from '../../profile/files/named-certificates.ts';
import type { TunnelSpecification } from '../../specification.ts';
import { factsAt } from '../../trust/named-facts.ts';
import { proveInternals, summaryOf } from '../../tunnel/node-internals/proof.ts';
import { connectOnce } from '../../tunnel/service.ts';
import { droppedSettings } from '../../tunnel/tls/secure-context.ts';
import type { Command } from '../arguments.ts';
import { Fleet, prepare } from '../fleet.ts';
import { displayName, type Loaded, type LoadedService, load } from '../load.ts';
import { Log, level, type Say } from '../log.ts';
import { connectionId } from '../log-id.ts';
import { type ExitStatus, exitStatus, noteLine, type Output } from '../output.ts';
import { type AskPassphrase, askOnTerminal, rememberedPassphrases } from '../passphrase.ts';
import type { Prepared } from '../service.ts';
import { watchConnection } from '../session-log.ts';
import { openStandardIo } from '../standard-io.ts';

type Run = Extract<Command, { readonly kind: 'run' }>;
type Usable = Extract<Loaded, { readonly ok: true }>;

/** Runs the client services of a configuration until a signal ends it. SIGHUP reads it again, SIGUSR1 reopens the log. */
export async function runCommand({ file }: Run, output: Output): Promise<ExitStatus> {
  const refuse = (messages: readonly string[]): ExitStatus => {
    for (const message of messages) output.message(`[!] ${message}`);
    return exitStatus.failed;
  };
  const loaded = await load(file);
  if (!loaded.ok) return refuse(loaded.messages);
  if (loaded.services.length === 0 && loaded.left.every(({ server }) => server)) {
    output.message(`${file} is a server's configuration; see what it becomes for a client with: adit import ${file}`);
    return exitStatus.failed;
  }
  const problems = problemsOf(loaded);
  if (problems.length > 0 && loaded.services.length === 0) return refuse([...problems, 'Configuration failed']);
  if (file === '-' && loaded.services.some(isInetd)) {
    return refuse(['Standard input is what is sent to the server; give the configuration as a file or with -fd N']);
  }
  const ask = rememberedPassphrases(askOnTerminal);
  const preparation = await prepare(loaded.services, ask);
  if (!preparation.ok) return refuse(preparation.messages);

  const log = new Log();
  try {
    openLog(log, loaded);
  } catch (error) {
    return refuse([`Cannot open log file: ${loaded.globals.output} (${codeOf(error)})`, 'Configuration failed']);
  }
  let limit = loaded.globals.logLevel;
  const say: Say = (severity, text) => log.write(severity, limit, 'ui', text);
  const fleet = new Fleet(log, say);
  const { pid } = loaded.globals;
  try {
    const name = displayName(file);
    say(level.notice, `Reading configuration from file ${name}`);
    tell(say, loaded, preparation.prepared);
    await tellInternals(say);
    const [only] = preparation.prepared;
    if (only !== undefined && isInetd(only)) return await serveStandardIo(only, log);
    if (!(await fleet.apply(preparation.prepared))) return exitStatus.failed;
    if (pid !== null && !writePid(pid, say)) return exitStatus.failed;
    const reload = async () => {
      say(level.notice, `Reading configuration from file ${name}`);
      const [limitBefore, targetBefore] = [limit, log.target];
      const renewed = await replacement(file, ask, say);
      if (renewed !== null) {
        try {
          openLog(log, renewed.loaded);
          limit = renewed.loaded.globals.logLevel;
          tell(say, renewed.loaded, renewed.prepared);
          if (await fleet.apply(renewed.prepared)) return;
          log.open({ ...targetBefore, overwrite: false });
        } catch (error) {
          say(level.error, `Cannot open log file: ${renewed.loaded.globals.output} (${codeOf(error)})`);
        }
      }
      limit = limitBefore;
      say(level.error, 'Failed to reload the configuration file');
      say(level.notice, 'The configuration of before stays in force');
    };
    const ended = untilSignal(reload, () => reopen(log, say));
    // Whoever waits for this line may send a signal at once.
    say(level.info, 'Accepting new connections');
    await ended;
    say(level.notice, 'Terminated');
    return exitStatus.done;
  } finally {
    await fleet.close();
    if (pid !== null) rmSync(pid, { force: true });
    log.close();
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';

const problemsOf = ({ left }: Usable): string[] =>
  left.flatMap(({ name, server, problem }) => (server ? [] : [`Service [${name}] cannot be run: ${problem}`]));

function openLog(log: Log, { globals }: Usable): void {
  log.open({ standardError: !globals.quiet, file: globals.output, overwrite: globals.overwrite });
}

function reopen(log: Log, say: Say): void {
  try {
    log.reopen();
    say(level.notice, 'Log file reopened');
  } catch (error) {
    say(level.error, `Cannot open log file: ${codeOf(error)}`);
  }
}

/** What a person should know of a configuration that is about to run. */
function tell(say: Say, loaded: Usable, prepared: readonly Prepared[]): void {
  for (const note of loaded.notApplied) say(level.warning, `Not applied: ${noteLine(note, '').replace('note: ', '')}`);
  for (const { name, server } of loaded.left) {
    if (server) say(level.warning, `Service [${name}] is a server’s service and is not run`);
  }
  for (const problem of problemsOf(loaded)) say(level.error, problem);
  for (const { specification } of prepared) {
    const { name, tls, trust, psk } = specification;
    for (const text of droppedSettings(tls)) say(level.warning, `Service [${name}]: ${text}`);
    if (trust.kind === 'none' && psk === undefined) {
      say(level.warning, `Service [${name}] needs authentication to prevent MITM attacks`);
    }
    if (trust.kind === 'authority' && Object.values(trust.checks).every(({ length }) => length === 0)) {
      say(level.warning, `Service [${name}] uses "verifyChain" without subject checks`);
    }
    const pins = explainPins(trust);
    if (pins !== null) say(level.warning, `Service [${name}]: ${pins}`);
  }
  say(level.notice, 'Configuration successful');
}

/** Why no server will do, where only a certificate counts that hardly is one's own. */
function explainPins(trust: TunnelSpecification['trust']): string | null {
  if (trust.kind !== 'pinned') return null;
  const places = trust.certificates.flatMap((place) => (place.kind === 'pem' ? [] : [place]));
  const why = explainAuthorities(places.map(({ path }) => path).join(' and '), places.flatMap(factsAt));
  return why === null ? null : sayClause(why);
}

/** It listens nowhere: it is for standard input and output. */
const isInetd = ({ specification }: LoadedService): boolean => specification.accept.length === 0;

/** As stunnel started by inetd: one connection, on standard input and output. */
async function serveStandardIo({ context, specification, logLevel, logId }: Prepared, log: Log): Promise<ExitStatus> {
  const say: Say = (severity, text) => log.write(severity, logLevel, connectionId(logId, 0), text);
  const abort = new AbortController();
  const stop = () => abort.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const watch = watchConnection(say, specification.name, context.trust.kind !== 'none');
  const end = await connectOnce(context, openStandardIo(), abort.signal, watch);
  process.off('SIGINT', stop).off('SIGTERM', stop);
  return end.kind === 'joined' && end.end.kind !== 'failed' ? exitStatus.done : exitStatus.failed;
}

/** Which ways through Node.js are taken. */
async function tellInternals(say: Say): Promise<void> {
  const reports = await proveInternals();
  say(reports.every(({ fault }) => fault === null) ? level.info : level.notice, summaryOf(reports));
}

/** The configuration as it is now; null when it cannot be used, which is then said. */
async function replacement(
  file: string,
  ask: AskPassphrase,
  say: Say,
): Promise<{ readonly loaded: Usable; readonly prepared: readonly Prepared[] } | null> {
  const refuse = (messages: readonly string[]) => {
    for (const message of messages) say(level.error, message);
    return null;
  };
  if (file === '-') return refuse(['Standard input cannot be read again']);
  const loaded = await load(file);
  if (!loaded.ok) return refuse(loaded.messages);
  if (loaded.services.length === 0) return refuse([...problemsOf(loaded), 'There is no client service to run']);
  const preparation = await prepare(loaded.services, ask);
  return preparation.ok ? { loaded, prepared: preparation.prepared } : refuse(preparation.messages);
}

function writePid(file: string, say: Say): boolean {
  try {
    writeFileSync(file, `${process.pid}\n`);
    say(level.info, `Created pid file ${file}`);
    return true;
  } catch (error) {
    say(level.error, `Cannot create pid file ${file}: ${codeOf(error)}`);
    return false;
  }
}

/** Resolves at SIGINT or SIGTERM. Reloads follow one another. */
async function untilSignal(reload: () => Promise<void>, onReopen: () => void): Promise<void> {
  let queue = Promise.resolve();
  const onReload = () => {
    queue = queue.then(reload);
  };
  // Windows has no such signals: its SIGHUP says that the console is closed.
  const extra = process.platform !== 'win32';
  if (extra) process.on('SIGHUP', onReload).on('SIGUSR1', onReopen);
  await new Promise<void>((resolve) => {
    // Once: a second Ctrl-C ends a program that does not end by itself.
    process.once('SIGINT', resolve).once('SIGTERM', resolve);
  });
  if (extra) process.off('SIGHUP', onReload).off('SIGUSR1', onReopen);
  await queue;
}
