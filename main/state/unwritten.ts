/**
 * The app on a store that it may not write: tunnels can be used, and of what would be remembered beside the profiles nothing
 * is either. The one that wrote them knows more than this version does, of profiles that are not shown as well.
 */
import { type Text, toSay } from '../../preload/words/text.ts';
import type { FolderCopyPorts } from './folder-copy.ts';
import type { SeenPlans } from './launching.ts';
import type { ReadOnlyReason } from './result.ts';
import type { SshHostPorts } from './ssh-hosts.ts';
import type { TrafficTotals } from './traffic-history.ts';
import type { TunnelsPorts } from './tunnels.ts';

/** What reaches the files of the app, or follows its profiles elsewhere. */
interface Writers extends Pick<TunnelsPorts, 'onMemory'>, Pick<SshHostPorts, 'writeHosts'> {
  readonly totals: { readonly stored: TrafficTotals; save(totals: TrafficTotals): void };
  readonly seenPlans: SeenPlans;
  readonly folder: Pick<FolderCopyPorts, 'disk' | 'memory' | 'digest'>;
}

const noCopy: Readonly<Record<ReadOnlyReason, Text>> = {
  'newer-version': toSay('failure.folder.newer'),
  damaged: toSay('failure.folder.damaged'),
};

export function unwritten(ports: Writers, reason: ReadOnlyReason): Writers {
  const agreed = new Set<string>();
  const { disk, memory } = ports.folder;
  return {
    onMemory: { last: ports.onMemory.last, save: () => {} },
    totals: { stored: ports.totals.stored, save: () => {} },
    seenPlans: {
      has: (profileId, digest) => agreed.has(`${profileId} ${digest}`) || ports.seenPlans.has(profileId, digest),
      add: (profileId, digest) => void agreed.add(`${profileId} ${digest}`),
    },
    folder: {
      ...ports.folder,
      memory: { read: memory.read, write: () => {} },
      // Other computers would be offered what this version has not understood.
      disk: { ...disk, read: async () => [], write: async () => noCopy[reason] },
    },
    // Entries of profiles that this version does not know would go.
    writeHosts: async () => ({ kind: 'unchanged', file: '' }),
  };
}
