/**
 * Import in two steps: read a configuration into a preview, then add what the person made of it. Main holds what was
 * read; nothing is saved before it is added. The demo goes the same way.
 */
import type { Result } from '../../preload/contract.ts';
import type { Explanation, ImportAnswer, ImportPreview, ImportService, Note, Profile } from '../../preload/types.ts';
import type { Controller } from './controller.ts';
import { describeThrown, type Logger } from './logger.ts';
import { done, type Failure, failure, success } from './result.ts';

/** What a configuration was found to hold, and how answers turn it into profiles. */
export type Reading =
  | {
      readonly ok: true;
      readonly services: readonly ImportService[];
      readonly notes: readonly Note[];
      readonly adopt: (answers: readonly ImportAnswer[], newId: () => string) => readonly Profile[];
    }
  | { readonly ok: false; readonly explanation: Explanation };

export type ReadConfiguration = (
  text: string,
  about: { readonly fileName: string | null; readonly takenPorts: ReadonlySet<number> },
) => Reading;

export interface Demo {
  readonly configuration: string;
  readonly host: string;
  readonly port: number;
  /** A free one: the port that the configuration would give is the demo's own web server's. */
  readonly localPort: number;
  close(): Promise<void>;
}

export interface ImportPorts {
  readonly controller: Controller;
  readonly profiles: () => readonly Profile[];
  readonly readConfiguration: ReadConfiguration;
  readonly startDemoServer: () => Promise<Demo>;
  readonly newId: () => string;
  readonly log: Logger;
}

export interface Imports {
  /** `fileName` is shown and used to guess; the text is all that is read. */
  read(fileName: string | null, text: string): Result<ImportPreview>;
  add(previewId: string, answers: readonly ImportAnswer[]): Result<{ readonly profileIds: readonly string[] }>;
  cancel(previewId: string): Promise<Result<undefined>>;
  startDemo(): Promise<Result<ImportPreview>>;
  /** Ends the demo server once no profile and no preview uses it. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

interface Held {
  readonly preview: ImportPreview;
  readonly adopt: (answers: readonly ImportAnswer[], newId: () => string) => readonly Profile[];
}

/** A preview that nobody answered is forgotten when this many newer ones exist. */
const MAX_HELD = 16;

const previewGone = failure('not-found', {
  what: 'This preview is no longer open.',
  why: 'It was closed or already added.',
  next: 'Open the configuration again.',
});

const answersDoNotFit = failure('invalid-request', {
  what: 'Nothing was added.',
  why: 'The answers do not fit the services of the preview.',
  next: 'Open the configuration again.',
});

export function createImports(ports: ImportPorts): Imports {
  const held = new Map<string, Held>();
  let demo: Promise<Demo> | null = null;

  const hold = (
    fileName: string | null,
    text: string,
    adjust: (service: ImportService) => ImportService,
    isDemo: boolean,
  ): Result<ImportPreview> => {
    const takenPorts = new Set(ports.profiles().flatMap((profile) => profile.accept.map(({ port }) => port)));
    const reading = readSafely(ports, text, { fileName, takenPorts });
    if (!reading.ok) return failure('import', reading.explanation);
    const preview: ImportPreview = {
      id: ports.newId(),
      source: fileName,
      services: reading.services.map(adjust),
      notes: reading.notes,
      demo: isDemo,
    };
    held.set(preview.id, { preview, adopt: reading.adopt });
    const [oldest] = held.keys();
    if (held.size > MAX_HELD && oldest !== undefined) held.delete(oldest);
    return success(preview);
  };

  const imports: Imports = {
    read: (fileName, text) => hold(fileName, text, (service) => service, false),

    add(previewId, answers) {
      const found = held.get(previewId);
      if (found === undefined) return previewGone;
      const usable = new Set(found.preview.services.filter(({ problem }) => problem === null).map(({ key }) => key));
      if (!answers.every(({ key }) => usable.delete(key))) return answersDoNotFit;
      const adopted = adoptSafely(ports.log, found, answers, ports.newId);
      if (adopted === null) return answersDoNotFit;
      const profiles = adopted.map((profile) => ({ ...profile, demo: found.preview.demo }));
      const added = ports.controller.addProfiles(profiles);
      // The preview stays open when nothing could be stored, so that it can be tried again.
      if (!added.ok) return added;
      held.delete(previewId);
      return success({ profileIds: profiles.map(({ id }) => id) });
    },

    async cancel(previewId) {
      held.delete(previewId);
      await imports.tidy();
      return done;
    },

    async startDemo() {
      demo ??= ports.startDemoServer();
      let server: Demo;
      try {
        server = await demo;
      } catch (thrown) {
        demo = null;
        ports.log.error(`The demo server did not start: ${describeThrown(thrown)}`);
        return demoDidNotStart;
      }
      const { host, port, localPort } = server;
      const prefill = (service: ImportService): ImportService => ({ ...service, host, remotePort: port, localPort });
      return hold('Demo', server.configuration, prefill, true);
    },

    async tidy() {
      const used =
        ports.profiles().some((profile) => profile.demo) || [...held.values()].some(({ preview }) => preview.demo);
      if (!used) await imports.close();
    },

    async close() {
      const ending = demo;
      demo = null;
      try {
        await (await ending)?.close();
      } catch (thrown) {
        ports.log.warn(`The demo server did not end cleanly: ${describeThrown(thrown)}`);
      }
    },
  };
  return imports;
}

const demoDidNotStart: Failure = failure('failed', {
  what: 'The demo did not start.',
  why: 'Its server could not listen on this machine.',
  next: 'Try again. The log file has the details.',
});

const unreadable: Reading = {
  ok: false,
  explanation: {
    what: 'This file could not be read as a stunnel configuration.',
    why: 'Something in it was not expected.',
    next: 'Check that it is the stunnel.conf of the server. The log file has the details.',
  },
};

function readSafely(ports: ImportPorts, text: string, about: Parameters<ReadConfiguration>[1]): Reading {
  try {
    return ports.readConfiguration(text, about);
  } catch (thrown) {
    ports.log.error(`A configuration could not be read: ${describeThrown(thrown)}`);
    return unreadable;
  }
}

function adoptSafely(
  log: Logger,
  { adopt }: Held,
  answers: readonly ImportAnswer[],
  newId: () => string,
): readonly Profile[] | null {
  try {
    return adopt(answers, newId);
  } catch (thrown) {
    log.error(`The answers of an import could not be used: ${describeThrown(thrown)}`);
    return null;
  }
}
