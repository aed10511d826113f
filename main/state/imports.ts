/**
 * Import in two steps: read a configuration into a preview, then add what the person made of it. Main holds what was
 * read; nothing is saved before it is added. The demo goes the same way.
 */

import type { Result } from '../../preload/contract.ts';
import type {
  ImportAnswer,
  ImportMatch,
  ImportPreview,
  ImportService,
  OpenvpnText,
  ServerByHand,
} from '../../preload/import-preview.ts';
import { LOOPBACK_IPV6 } from '../../preload/loopback.ts';
import { told } from '../../preload/sentence.ts';
import type { Profile } from '../../preload/types.ts';
import { sayExplanation } from '../../preload/words/say.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import { t } from '../../preload/words/words.ts';
import type { FileSet } from '../profile/files/file-set.ts';
import { withChosenAuthorities } from '../profile/files/named-certificates.ts';
import { avoidBusyPorts, type LookAtPort } from '../profile/import/busy-ports.ts';
import { portsConnectedTo } from '../profile/import/local-ports.ts';
import type { ProposeOptions, ProposeResult } from '../profile/import/propose.ts';
import { withRings } from '../profile/import/rings.ts';
import type { Proposal } from '../profile/proposal.ts';
import type { AskOwnAddresses } from '../profile/ring.ts';
import type { ReadBackupResult } from '../profile/share/backup.ts';
import { proposeByHand } from '../profile/typed/propose-typed.ts';
import type { Controller } from './controller.ts';
import { matchesOf, profilesFor } from './import-plan.ts';
import { describeThrown, type Logger } from './logger.ts';
import { done, type Failure, failure, success } from './result.ts';
import { refuseRing } from './rings.ts';

/** What a text or a set of files was found to hold. */
export interface Readers {
  readonly text: (text: string, options: ProposeOptions) => ProposeResult | Promise<ProposeResult>;
  readonly set: (set: FileSet, options: ProposeOptions) => Promise<ProposeResult>;
  readonly backup: (text: string) => Promise<ReadBackupResult>;
}

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
  readonly readers: Pick<Readers, 'text' | 'set'>;
  readonly startDemoServer: () => Promise<Demo>;
  readonly newId: () => string;
  /** Whether a person chose this file in a dialog: an answer may name no other one. */
  readonly isChosen: (path: string) => boolean;
  /** Whether a chosen file holds a public authority. */
  readonly isPublic: (path: string) => boolean;
  /** Addresses that this computer has now. */
  readonly ownAddresses: AskOwnAddresses;
  readonly portUse: LookAtPort;
  readonly log: Logger;
}

export interface Imports {
  /** `fileName` is shown and used to guess; the text is all that is read. */
  read(fileName: string | null, text: string): Promise<Result<ImportPreview>>;
  readSet(set: FileSet): Promise<Result<ImportPreview>>;
  byHand(server: ServerByHand): Promise<Result<ImportPreview>>;
  /** The configuration of a VPN that came with a preview. */
  openvpnOf(previewId: string): OpenvpnText | null;
  add(previewId: string, answers: readonly ImportAnswer[]): Result<{ readonly profileIds: readonly string[] }>;
  cancel(previewId: string): Promise<Result<undefined>>;
  /** Neither added, nor given up, nor forgotten. */
  isHeld(previewId: string): boolean;
  startDemo(): Promise<Result<ImportPreview>>;
  /** Ends the demo server once no profile and no preview uses it. */
  tidy(): Promise<void>;
  close(): Promise<void>;
}

interface Held {
  readonly preview: ImportPreview;
  readonly proposal: Proposal;
  readonly matches: ReadonlyMap<string, ImportMatch>;
  readonly openvpn?: OpenvpnText;
}

/** A preview that nobody answered is forgotten when this many newer ones exist. */
const MAX_HELD = 48;

const previewGone = failure('not-found', () => ({
  what: t('failure.previewGone.what'),
  why: t('failure.previewGone.why'),
  next: t('failure.previewGone.next'),
}));

const answersDoNotFit = failure('invalid-request', () => ({
  what: t('failure.answersDoNotFit.what'),
  why: t('failure.answersDoNotFit.why'),
  next: t('failure.previewGone.next'),
}));

export function createImports(ports: ImportPorts): Imports {
  const held = new Map<string, Held>();
  let demo: Promise<Demo> | null = null;

  const hold = async (
    source: string | Text | null,
    read: (options: ProposeOptions) => ProposeResult | Promise<ProposeResult>,
    adjust: ((service: ImportService) => ImportService) | null = null,
  ): Promise<Result<ImportPreview>> => {
    const profiles = ports.profiles();
    const takenPorts = new Set(profiles.flatMap((profile) => profile.accept.map(({ port }) => port)));
    const reservedPorts = portsConnectedTo(profiles);
    const hasIpv6 = ports.ownAddresses().has(LOOPBACK_IPV6);
    const fileName = typeof source === 'string' ? source : null;
    const options = { fileName, takenPorts, reservedPorts, hasIpv6, ownAddresses: ports.ownAddresses() };
    const reading = await readSafely(ports.log, () => read(options));
    if (!reading.ok) return failure('import', () => sayExplanation(reading.explanation));
    const demo = adjust !== null;
    const free = demo ? reading.proposal : await avoidBusyPorts(reading.proposal, ports.portUse, takenPorts);
    const matches = demo ? new Map<string, ImportMatch>() : matchesOf(free, profiles);
    const replaced = new Set([...matches.values()].map(({ profileId }) => profileId));
    const proposal = withRings(
      free,
      profiles.filter(({ id }) => !replaced.has(id)),
    );
    const preview: ImportPreview = {
      id: ports.newId(),
      source,
      services: proposal.services.map(({ view }) => ({
        ...(adjust === null ? view : adjust(view)),
        match: matches.get(view.key) ?? null,
      })),
      notes: proposal.notes,
      ...(proposal.privateKeys === undefined ? {} : { privateKeys: proposal.privateKeys }),
      demo,
    };
    const { openvpn } = reading;
    held.set(preview.id, { preview, proposal, matches, ...(openvpn === undefined ? {} : { openvpn }) });
    const [oldest] = held.keys();
    if (held.size > MAX_HELD && oldest !== undefined) held.delete(oldest);
    return success(preview);
  };

  const imports: Imports = {
    read: (fileName, text) => hold(fileName, (options) => ports.readers.text(text, options)),
    readSet: (set) => hold(sourceOf(set), (options) => ports.readers.set(set, { ...options, host: set.host ?? null })),
    byHand: (server) => hold(null, (options) => ({ ok: true, proposal: proposeByHand(server, options) })),
    openvpnOf: (previewId) => held.get(previewId)?.openvpn ?? null,

    add(previewId, answers) {
      const found = held.get(previewId);
      if (found === undefined) return previewGone;
      const usable = new Set(found.preview.services.filter(({ problem }) => problem === null).map(({ key }) => key));
      if (!answers.every(({ key }) => usable.delete(key))) return answersDoNotFit;
      if (!answers.flatMap(filesOf).every(ports.isChosen)) return answersDoNotFit;
      const plan = planSafely(ports, found, answers);
      if (!plan.ok) return plan;
      const profiles = plan.value.map((profile) => ({ ...profile, demo: found.preview.demo }));
      const ring = refuseRing(profiles, ports.profiles(), ports.ownAddresses);
      if (ring !== null) return ring;
      const stored = ports.controller.putProfiles(profiles);
      // The preview stays open when nothing could be stored, so that it can be tried again.
      if (!stored.ok) return stored;
      held.delete(previewId);
      return success({ profileIds: profiles.map(({ id }) => id) });
    },

    isHeld: (previewId) => held.has(previewId),

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
      const prefill = (service: ImportService): ImportService => ({
        ...service,
        host,
        remotePort: port,
        localPort,
        reasons: { ...service.reasons, ...demoReasons },
      });
      return hold('Demo', (options) => ports.readers.text(server.configuration, options), prefill);
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

const demoDidNotStart: Failure = failure('failed', () => ({
  what: t('failure.demoDidNotStart.what'),
  why: t('failure.demoDidNotStart.why'),
  next: t('failure.somethingFailed.next'),
}));

const demoReasons: ImportService['reasons'] = {
  host: told('reason.demo.host'),
  remotePort: told('reason.demo.port'),
  localPort: told('reason.demo.local'),
};

const unreadable = (): ProposeResult => ({
  ok: false,
  explanation: {
    what: toSay('failure.unreadable.what'),
    why: toSay('failure.unreadable.why'),
    next: toSay('failure.unreadable.next'),
  },
});

const profileGone = failure('not-found', () => ({
  what: t('failure.profileGone.what'),
  why: t('failure.profileGone.why'),
  next: t('failure.previewGone.next'),
}));

/** Files that an answer names instead of those of the configuration. */
function filesOf({ identity, psk, authority, revocation }: ImportAnswer): readonly string[] {
  const shown =
    identity == null ? [] : identity.kind === 'pem' ? [identity.certificate, identity.key] : [identity.path];
  const keys = psk?.kind === 'file' ? [psk.path] : [];
  return [...shown, ...keys, authority ?? [], revocation ?? []].flat();
}

function sourceOf({ name, files }: FileSet): string | Text {
  const [only] = files;
  return (
    name ?? (files.length === 1 && only !== undefined ? only.path : toSay('import.files', { count: files.length }))
  );
}

async function readSafely(log: Logger, read: () => ProposeResult | Promise<ProposeResult>): Promise<ProposeResult> {
  try {
    return await read();
  } catch (thrown) {
    log.error(`A configuration could not be read: ${describeThrown(thrown)}`);
    return unreadable();
  }
}

function planSafely(
  { log, profiles, newId, isPublic }: ImportPorts,
  { proposal, matches }: Held,
  answers: readonly ImportAnswer[],
): Result<readonly Profile[]> {
  try {
    const judged = withChosenAuthorities(proposal, answers, isPublic);
    const planned = profilesFor(judged, answers, matches, profiles(), newId);
    return planned === null ? profileGone : success(planned);
  } catch (thrown) {
    log.error(`The answers of an import could not be used: ${describeThrown(thrown)}`);
    return answersDoNotFit;
  }
}
