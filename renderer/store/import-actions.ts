/** What a person brings in, and adds or gives up. */
import type { Bridge, Result } from '../../preload/contract.ts';
import type { ImportAnswer, ImportPreview, OpenvpnText, ServerByHand, SetFile } from '../../preload/import-preview.ts';
import type { Explanation } from '../../preload/types.ts';
import { explained } from './request.ts';
import type { Requests } from './requests.ts';
import type { Sheets } from './sheets.ts';
import type { Cell } from './state.ts';

export interface ImportActions {
  readText(name: string | null, text: string): Promise<Explanation | null>;
  /** Where a server is, as somebody has filled it in. */
  readByHand(server: ServerByHand): Promise<Explanation | null>;
  /** `openvpn`: for the profile that comes of it. */
  readSet(name: string | null, files: readonly SetFile[], openvpn?: OpenvpnText): Promise<Explanation | null>;
  /** The profile starts this VPN from now on. */
  giveOpenvpn(profileId: string, openvpn: OpenvpnText): Promise<Explanation | null>;
  /** By ssh, in a terminal: the preview opens later. */
  fetchFromServer(address: string): Promise<Explanation | null>;
  chooseFile(): Promise<Explanation | null>;
  chooseFolder(): Promise<Explanation | null>;
  startDemo(): Promise<Explanation | null>;
  /** `thenEdit`: the first one opens in the editor. */
  addServices(previewId: string, services: readonly ImportAnswer[], thenEdit?: boolean): Promise<Explanation | null>;
  cancelImport(previewId: string): void;
}

export function createImportActions(bridge: Bridge, cell: Cell, sheets: Sheets, requests: Requests): ImportActions {
  const preview = async (request: Promise<Result<ImportPreview | null>>): Promise<Explanation | null> => {
    const read = await requests.answered(request);
    if (!read.ok) return read.explanation;
    if (read.value !== null) sheets.answer({ kind: 'import', preview: read.value });
    return null;
  };

  return {
    readText: (name, text) => preview(bridge.import.read({ name, text })),
    readByHand: (server) => preview(bridge.import.byHand(server)),
    readSet: (name, files, openvpn) =>
      preview(bridge.import.readSet({ name, files, ...(openvpn === undefined ? {} : { openvpn }) })),
    giveOpenvpn: (profileId, openvpn) => requests.done(bridge.profile.giveOpenvpn({ profileId, ...openvpn })),
    fetchFromServer: (address) => requests.done(bridge.import.fromServer({ address })),
    chooseFile: () => preview(bridge.import.choose()),
    chooseFolder: () => preview(bridge.import.chooseFolder()),
    startDemo: () => preview(bridge.demo.start()),

    async addServices(previewId, services, thenEdit = false) {
      const begun = sheets.begun();
      const added = await requests.answered(bridge.import.add({ previewId, services }));
      if (!added.ok) return added.explanation;
      const first = added.value.profileIds[0] ?? null;
      cell.set({ selectedId: first, hintFor: first, isHintNew: true });
      if (thenEdit && first !== null) begun.goOn({ kind: 'edit', profileId: first });
      else begun.close();
      return null;
    },

    cancelImport(previewId) {
      sheets.closeSheet();
      void explained(bridge.import.cancel({ previewId }));
    },
  };
}
