/** Making the other end of tunnels. */
import type { Bridge } from '../../preload/contract.ts';
import type { KitRequest, MadeKit, OpenedKit } from '../../preload/kit.ts';
import type { Explanation } from '../../preload/types.ts';
import type { Answered, Requests } from './requests.ts';
import type { Sheets } from './sheets.ts';

export interface KitActions {
  openKit(): Promise<Answered<OpenedKit | null>>;
  makeKit(request: KitRequest): Promise<Answered<MadeKit | null>>;
  /** Opens the preview of what a client gets; null: whoever comes. */
  addKitProfiles(kitId: string, client: string | null): Promise<Explanation | null>;
}

export function createKitActions(bridge: Bridge, sheets: Sheets, { answered }: Requests): KitActions {
  return {
    openKit: () => answered(bridge.kit.open()),
    makeKit: (request) => answered(bridge.kit.make(request)),

    async addKitProfiles(kitId, client) {
      const begun = sheets.begun();
      const read = await answered(bridge.kit.addProfiles({ kitId, client }));
      if (!read.ok) return read.explanation;
      begun.goOn({ kind: 'import', preview: read.value });
      return null;
    },
  };
}
