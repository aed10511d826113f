/** The engine's interface as plain messages, for when it runs in another thread or process. */
import type { TunnelLook } from '../../preload/types.ts';
import type { TunnelSpecification } from '../specification.ts';
import type { Engine, EngineEvent, EngineListener, EnginePorts, RefreshReason } from './engine.ts';
import type { Route } from './negotiation/routes.ts';

export type ToEngine =
  | { readonly kind: 'start'; readonly specification: TunnelSpecification }
  | { readonly kind: 'check'; readonly id: string }
  | { readonly kind: 'inspect'; readonly request: number; readonly id: string }
  | { readonly kind: 'end-connection'; readonly id: string; readonly connection: number }
  | { readonly kind: 'hold'; readonly id: string; readonly held: boolean }
  | { readonly kind: 'refresh'; readonly reason: RefreshReason }
  | { readonly kind: 'stop'; readonly request: number; readonly id: string }
  | { readonly kind: 'close'; readonly request: number }
  /** The answer to `find-routes`; null: there is none. */
  | { readonly kind: 'routes'; readonly question: number; readonly routes: readonly Route[] | null };

export type FromEngine =
  /** In the order in which the engine said them, in one turn of the event loop. */
  | { readonly kind: 'events'; readonly events: readonly EngineEvent[] }
  | { readonly kind: 'done'; readonly request: number }
  | { readonly kind: 'inspect'; readonly request: number; readonly look: TunnelLook }
  | { readonly kind: 'find-routes'; readonly question: number; readonly host: string; readonly port: number };

/**
 * The engine's end: carries out messages with the engine that `create` makes, and posts what it says. What it says at one
 * moment is one message, so that its reader has all of it before it shows any.
 */
export function serveEngine(
  create: (listener: EngineListener, ports: EnginePorts) => Engine,
  post: (message: FromEngine) => void,
): (message: ToEngine) => void {
  const questions = new Map<number, (routes: readonly Route[] | null) => void>();
  let lastQuestion = 0;
  const ports: EnginePorts = {
    findRoutes: (host, port) =>
      new Promise((resolve, reject) => {
        lastQuestion += 1;
        questions.set(lastQuestion, (routes) => (routes === null ? reject(new Error('no answer')) : resolve(routes)));
        post({ kind: 'find-routes', question: lastQuestion, host, port });
      }),
  };
  let said: EngineEvent[] = [];
  const tell = (): void => {
    const events = said;
    said = [];
    if (events.length > 0) post({ kind: 'events', events });
  };
  const engine = create((event) => {
    said.push(event);
    if (said.length === 1) setImmediate(tell);
  }, ports);
  /** What was said before is known before. */
  const answer = (message: FromEngine): void => {
    tell();
    post(message);
  };
  return (message) => {
    switch (message.kind) {
      case 'start':
        engine.start(message.specification);
        break;
      case 'check':
        engine.check(message.id);
        break;
      case 'inspect':
        void engine.inspect(message.id).then((look) => answer({ kind: 'inspect', request: message.request, look }));
        break;
      case 'end-connection':
        engine.endConnection(message.id, message.connection);
        break;
      case 'hold':
        engine.hold(message.id, message.held);
        break;
      case 'refresh':
        engine.refresh(message.reason);
        break;
      case 'stop':
        void engine.stop(message.id).then(() => answer({ kind: 'done', request: message.request }));
        break;
      case 'close':
        void engine.close().then(() => answer({ kind: 'done', request: message.request }));
        break;
      case 'routes':
        questions.get(message.question)?.(message.routes);
        questions.delete(message.question);
        break;
    }
  };
}

export interface RemoteEngine {
  readonly engine: Engine;
  /** For every message that comes back. */
  receive(message: FromEngine): void;
  /** The other end is gone: what waits for it waits no longer. */
  lose(): void;
}

/** The user's end: an Engine that posts messages. */
export function remoteEngine(
  post: (message: ToEngine) => void,
  listener: EngineListener,
  { findRoutes }: EnginePorts,
): RemoteEngine {
  const stops = new Map<number, () => void>();
  const looks = new Map<number, (look: TunnelLook) => void>();
  let last = 0;
  const waiting = (message: (request: number) => ToEngine) =>
    new Promise<void>((resolve) => {
      last += 1;
      stops.set(last, resolve);
      post(message(last));
    });
  return {
    engine: {
      start: (specification) => post({ kind: 'start', specification }),
      check: (id) => post({ kind: 'check', id }),
      inspect: (id) =>
        new Promise((resolve) => {
          last += 1;
          looks.set(last, resolve);
          post({ kind: 'inspect', request: last, id });
        }),
      endConnection: (id, connection) => post({ kind: 'end-connection', id, connection }),
      hold: (id, held) => post({ kind: 'hold', id, held }),
      refresh: (reason) => post({ kind: 'refresh', reason }),
      stop: (id) => waiting((request) => ({ kind: 'stop', request, id })),
      close: () => waiting((request) => ({ kind: 'close', request })),
    },
    receive: (message) => {
      switch (message.kind) {
        case 'events':
          for (const event of message.events) listener(event);
          break;
        case 'done':
          stops.get(message.request)?.();
          stops.delete(message.request);
          break;
        case 'inspect':
          looks.get(message.request)?.(message.look);
          looks.delete(message.request);
          break;
        case 'find-routes': {
          const { question, host, port } = message;
          const answer = (routes: readonly Route[] | null) => post({ kind: 'routes', question, routes });
          findRoutes(host, port).then(answer, () => answer(null));
          break;
        }
      }
    },
    lose: () => {
      for (const resolve of stops.values()) resolve();
      for (const resolve of looks.values()) resolve({ connections: [], chain: [] });
      stops.clear();
      looks.clear();
    },
  };
}
