/** The running app's end: takes requests of this user's command line, and of nobody else. */
import { rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { sayAll } from '../../preload/words/say.ts';
import { type Text, type TextList, toSay } from '../../preload/words/text.ts';
import { inEnglish } from '../../preload/words/words.ts';
import { readLines, writeLine } from './lines.ts';
import { type ControlReply, type ControlRequest, requestSchema, type TunnelLine } from './protocol.ts';

export interface ControlPorts {
  readonly tunnels: () => readonly TunnelLine[];
  /** Calls back after each change; returns how to stop. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Each a sentence and what to do when it did not work; null when it did. */
  readonly on: (id: string) => Promise<Failure | null>;
  readonly off: (id: string) => Promise<Failure | null>;
  readonly open: (id: string) => Promise<Failure | null>;
  /** Shows what the file becomes, in the window; nothing is added without a person. */
  readonly show: (path: string, host: string | null) => Promise<void>;
  /** Calls back with lines for each step that is over. Ended by the signal, as when nobody waits for it any more. */
  readonly diagnose: (
    id: string,
    others: boolean,
    onStep: (lines: readonly string[]) => void,
    signal: AbortSignal,
  ) => Promise<Diagnosed | Failure>;
}

export interface Diagnosed {
  readonly works: boolean;
  readonly report: string;
  readonly diagnosis: unknown;
}

export interface Failure {
  readonly what: string;
  readonly next: string;
}

/** More than a person has terminals; a program that runs wild is held back. */
export const MOST_CONNECTIONS = 32;

export interface ControlServer {
  close(): Promise<void>;
}

/** Listens at the address. Rejects when it cannot; the app works without. The single instance's lock is held already. */
export async function serveControl(address: string, ports: ControlPorts): Promise<ControlServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    serve(socket, ports);
  });
  server.maxConnections = MOST_CONNECTIONS;
  const isPipe = process.platform === 'win32';
  // Left behind by an app that was killed: only one runs, so that it is nobody's.
  if (!isPipe) await rm(address, { force: true });
  await listening(server, address);

  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function listening(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // The socket is made for its owner alone: nobody may connect before its mode could be changed.
    const before = process.platform === 'win32' ? null : process.umask(0o177);
    server.listen(address, () => {
      server.off('error', reject);
      resolve();
    });
    if (before !== null) process.umask(before);
  });
}

function serve(socket: Socket, ports: ControlPorts): void {
  readLines(socket, (value) => {
    const request = requestSchema.safeParse(value);
    if (!request.success) {
      writeLine(socket, {
        kind: 'failed',
        what: 'The running app does not know this request.',
        next: 'Start the app again, so that it has the version of the command.',
      } satisfies ControlReply);
      socket.end();
      return;
    }
    void answer(socket, request.data, ports);
  });
}

async function answer(socket: Socket, request: ControlRequest, ports: ControlPorts): Promise<void> {
  const tell = (reply: ControlReply): void => writeLine(socket, reply);
  switch (request.kind) {
    case 'list':
      tell({ kind: 'tunnels', tunnels: [...ports.tunnels()] });
      socket.end();
      return;
    case 'watch': {
      const show = (): void => tell({ kind: 'tunnels', tunnels: [...ports.tunnels()] });
      const stop = ports.subscribe(show);
      socket.on('close', stop);
      show();
      return;
    }
    case 'diagnose': {
      const found = findTunnel(ports.tunnels(), request.name);
      const gone = new AbortController();
      socket.on('close', () => gone.abort());
      const onStep = (lines: readonly string[]): void => tell({ kind: 'checked', lines: [...lines] });
      const answered = found.ok
        ? await ports.diagnose(found.tunnel.id, request.others, onStep, gone.signal)
        : inEnglish(() => sayAll(found.failure));
      tell('works' in answered ? { kind: 'diagnosed', ...answered } : { kind: 'failed', ...answered });
      socket.end();
      return;
    }
    case 'import':
      await ports.show(request.path, request.host ?? null);
      tell({ kind: 'shown' });
      socket.end();
      return;
    case 'on':
    case 'off':
    case 'open': {
      const found = findTunnel(ports.tunnels(), request.name);
      if (!found.ok) {
        tell({ kind: 'failed', ...inEnglish(() => sayAll(found.failure)) });
        socket.end();
        return;
      }
      const { id } = found.tunnel;
      const failure = await ports[request.kind](id);
      const tunnel = ports.tunnels().find((one) => one.id === id) ?? found.tunnel;
      tell(failure === null ? { kind: 'done', tunnel } : { kind: 'failed', ...failure });
      socket.end();
    }
  }
}

type Named = Pick<TunnelLine, 'id' | 'name'>;
type Found<Tunnel extends Named> =
  | { readonly ok: true; readonly tunnel: Tunnel }
  | { readonly ok: false; readonly failure: { readonly what: Text; readonly next: Text } };

const namesOf = (tunnels: readonly Named[]): TextList => ({
  list: tunnels.map(({ name }) => toSay('place.quote', { quote: name })),
});

/** By its whole name, else by a beginning that only one has; capitals do not count. Pure. */
export function findTunnel<Tunnel extends Named>(tunnels: readonly Tunnel[], name: string): Found<Tunnel> {
  const wanted = name.toLowerCase();
  const same = tunnels.filter((tunnel) => tunnel.name.toLowerCase() === wanted);
  // Programs name a profile by what does not change.
  const exact = same.length > 0 ? same : tunnels.filter(({ id }) => id === wanted);
  const begins = tunnels.filter((tunnel) => tunnel.name.toLowerCase().startsWith(wanted));
  const candidates = exact.length > 0 ? exact : begins;
  const [tunnel] = candidates;
  if (tunnel === undefined) {
    const next =
      tunnels.length === 0 ? toSay('control.addFirst') : toSay('control.thereAre', { names: namesOf(tunnels) });
    return { ok: false, failure: { what: toSay('control.noProfile', { name }), next } };
  }
  if (candidates.length > 1) {
    const what = toSay('control.several', { name, names: namesOf(candidates) });
    return { ok: false, failure: { what, next: toSay('control.wholeName') } };
  }
  return { ok: true, tunnel };
}
