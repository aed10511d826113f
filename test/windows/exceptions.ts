/**
 * What the suite `windows` leaves out, by name and with the reason: what is not meant for Windows, what Wine lacks, and
 * what says nothing about a platform. Everything else has to pass. An entry that fits no test fails the suite.
 */

export const reasons = {
  unix: 'tests what only Unix has: modes of files, terminals, signals, services of systemd, sockets and descriptors as files',
  linux: 'tests what only Linux has',
  'one thread': 'needs connections that go from thread to thread, which Windows cannot do',
  'wine: reset': 'needs resets of TCP connections, which Wine tells as ends',
  'wine: last words':
    'needs what a server says last before it resets the connection: under Wine the reset is often there first',
  'wine: signals': 'needs a program that hears signals, which end a program of Wine without asking',
  'wine: streams':
    'needs a program that ends its output, or itself, while its input is open: under Wine its descriptor of a pipe of Linux stays open, and nothing interrupts a read of one',
  'wine: process': 'needs a number of the process, which Wine has of its own',
  'wine: programs': 'needs ssh, a program of Windows that Wine has not',
  'wine: links': 'needs links to files, which lead nowhere under Wine',
  paths: 'compares paths of Linux, which programs of Windows show as their own',
  roots: 'names the system’s authorities in a way that Windows does not know',
  library:
    'is told by the name of the runtime what its TLS library can do; the library is that of Node on every system',
  computation: 'reckons with texts alone, the same on every platform, for minutes',
  same: 'tests what is no matter of the platform, at length; other files of the suite stand for it',
} as const;

export type Reason = keyof typeof reasons;
export type Project = 'windows-alone' | 'windows-peers';

export interface LeftOutFile {
  readonly project: Project;
  /** A pattern of files, as Vitest takes it. */
  readonly files: string;
  readonly reason: Reason;
}

export interface LeftOutTest {
  /** From the root of the project, with slashes. */
  readonly file: string;
  /** What stands in its full name. */
  readonly test: string;
  readonly reason: Reason;
}

export const filesLeftOut: readonly LeftOutFile[] = [
  { project: 'windows-alone', files: 'main/profile/fuzz-*.test.ts', reason: 'computation' },
  { project: 'windows-alone', files: 'main/profile/hostile.test.ts', reason: 'computation' },
  { project: 'windows-peers', files: 'test/cli/passphrase.test.ts', reason: 'unix' },
  { project: 'windows-peers', files: 'test/cli/policy.test.ts', reason: 'linux' },
  { project: 'windows-peers', files: 'test/engine/threads.test.ts', reason: 'one thread' },
  { project: 'windows-peers', files: 'test/engine/{internals,packets,side-by-side,faults}.test.ts', reason: 'same' },
  { project: 'windows-peers', files: 'test/engine/{client-options,old-versions}.test.ts', reason: 'same' },
  { project: 'windows-peers', files: 'test/engine/{ocsp,revocation,verification}.test.ts', reason: 'same' },
  { project: 'windows-peers', files: 'test/engine/spares{,-end,-ways}.test.ts', reason: 'same' },
];

export const testsLeftOut: readonly LeftOutTest[] = [
  ...among('main/disk/named-file.test.ts', 'wine: links', ['is read whole, through a link as well']),
  ...among('main/tunnel/connection/relay.test.ts', 'wine: reset', ['a reset that comes together with the last data']),
  ...among('main/tunnel/local/local-end.test.ts', 'wine: reset', ['a reset is an error']),
  ...among('main/tunnel/node-internals/proof.test.ts', 'wine: reset', ['tls-reset works here']),
  ...among('test/cli/connect.test.ts', 'wine: streams', [
    'carries both ways at once',
    'passes the end of the server on',
    'says so when its output is not read to the end',
    'ends with TIMEOUTidle',
    'gives up after TIMEOUTclose',
    'fails when the connection is reset',
  ]),
  ...among('test/cli/connect.test.ts', 'unix', ['works the same over a Unix socket']),
  ...among('test/cli/import-from-server.test.ts', 'wine: programs', [
    'brings profiles with the host and the certificate',
    'says why nothing came',
  ]),
  ...among('test/cli/import.test.ts', 'same', [': each section becomes a service']),
  ...among('test/cli/inetd.test.ts', 'unix', [
    'reads the configuration from a descriptor',
    'the connection of rsync-ssl',
  ]),
  ...among('test/cli/run.test.ts', 'unix', ['writes the lines that stunnel writes about Unix sockets']),
  ...among('test/cli/run.test.ts', 'wine: process', ['names connections as stunnel does']),
  ...among('test/cli/run.test.ts', 'wine: reset', [
    'in the format and the words of stunnel what becomes of a connection',
    'resets connections to a server with another certificate',
  ]),
  ...among('test/cli/run.test.ts', 'wine: last words', ['that a server of TLS 1.3 wants a certificate']),
  ...among('test/cli/run.test.ts', 'wine: signals', [
    'ends with SIGTERM while a connection is open',
    'takes a new configuration with SIGHUP',
    'keeps the old configuration when the new one is wrong',
    'says again what it listens on when the file was read again',
    'reopens the log',
  ]),
  ...among('test/cli/run.test.ts', 'paths', ['says the same as stunnel about a wrong file']),
  ...among('test/cli/service.test.ts', 'unix', [
    'writes a unit that starts what run does',
    'says what the system answered when it refuses',
  ]),
  ...among('test/cli/usage.test.ts', 'one thread', ['says what it uses below the interface of Node.js']),
  ...among('test/engine/guard.test.ts', 'linux', ['resets another user’s, and says whose it was']),
  ...among('test/engine/identity.test.ts', 'library', ['whose encryption one of the libraries lacks']),
  ...among('test/engine/resets.test.ts', 'wine: reset', ['is a reset for the server as well']),
  ...among('test/engine/transfer.test.ts', 'wine: reset', ['a program that connects and closes at once']),
  ...among('test/engine/trust.test.ts', 'roots', [
    'the system is believed',
    'nobody is asked about a certificate that only the system’s roots may vouch for',
    'a probe shows the chain without a tunnel',
  ]),
];

function among(file: string, reason: Reason, tests: readonly string[]): readonly LeftOutTest[] {
  return tests.map((test) => ({ file, test, reason }));
}

export const leftOutFiles = (project: Project): string[] =>
  filesLeftOut.filter((each) => each.project === project).map(({ files }) => files);

/** Why a test is left out; null when it is not. Wine's failings are none of Windows'. */
export function whyLeftOut(file: string, test: string, isWine: boolean): string | null {
  const entry = testsLeftOut.find((each) => fits(each, file, test));
  if (entry === undefined || (!isWine && entry.reason.startsWith('wine:'))) return null;
  return reasons[entry.reason];
}

export const fits = (entry: LeftOutTest, file: string, test: string): boolean =>
  entry.file === file && test.includes(entry.test);
