/** What an import shows before anything is added, and what a person answers. */

import type { z } from 'zod';
import type { FieldName } from './fields/profile.ts';
import type * as schemas from './import-schemas.ts';
import type { Place } from './place.ts';
import type { Sentence } from './sentence.ts';
import type { Application, Endpoint, Note } from './types.ts';
import type { Text } from './words/text.ts';

export type ImportAction = z.infer<typeof schemas.importActionSchema>;
export type ImportAnswer = Readonly<z.infer<typeof schemas.importAnswerSchema>>;
export type RestoreChoice = z.infer<typeof schemas.restoreChoiceSchema>;

export type ServerByHand = Readonly<z.infer<typeof schemas.serverByHandSchema>>;

/** A server's .ovpn as it is, its key included. */
export type OpenvpnText = Readonly<z.infer<typeof schemas.openvpnTextSchema>>;

/** A file that somebody gave, by its path within what was given, with slashes. null: too large, and not read. */
export interface SetFile {
  readonly path: string;
  readonly bytes: Uint8Array | null;
  readonly isUnreadable?: boolean | undefined;
}

/** In words, for a person. */
export interface Difference {
  readonly field: FieldName;
  readonly old: string | Text;
  readonly new: string | Text;
}

/** The profile that an imported service is a newer version of, and what `update` would change of it. */
export interface ImportMatch {
  readonly profileId: string;
  readonly profileName: string;
  /** Empty: an update would change nothing. A host or port that is still a question is not compared. */
  readonly differences: readonly Difference[];
  /**
   * The profile is from a file and a section of the same names, but perhaps another server's: the file does not say its
   * host, or names another one. A person has to choose the update. Left out: it is the same server.
   */
  readonly doubt?: 'no-host' | 'other-host';
}

/** What a server asks of its clients, or a client's file names: a person can give it with the import, or later. */
export interface ImportNeed {
  readonly kind: 'certificate' | 'psk' | 'authority' | 'revocation';
  /** The server refuses clients without it, as far as its file tells. */
  readonly required: boolean;
  /** Who says so, and what to provide: sentences. */
  readonly reason: Sentence;
  /** What the file names itself, which is used unless somebody gives another one. null: nothing. */
  readonly named: string | null;
  /** A file that the configuration names and that cannot be found: somebody has to choose it. Left out: none. */
  readonly lost?: string;
}

/** A field that the profile gets besides the usual ones, in words. */
export interface ImportSetting {
  readonly field: FieldName;
  readonly words: string | Text;
  /** The lines that it comes from; left out: there is none. */
  readonly places?: readonly Place[];
}

/** `checks` are the names that the certificate has to be for. */
export type SettingPlaces = Readonly<Partial<Record<FieldName | 'checks', readonly Place[]>>>;

export type ImportField = 'name' | 'application' | 'host' | 'remotePort' | 'localPort' | 'trust';

/** One service of an imported file, as the client profile it would become. null: a question to the person. */
export interface ImportService {
  readonly key: string;
  readonly section: string;
  readonly role: 'server' | 'client';
  /** It was no section of a configuration: “An ssh command, line 2”. Left out: it was one. */
  readonly typed?: Text;
  readonly name: string;
  readonly application: Application;
  readonly host: string | null;
  readonly remotePort: number | null;
  readonly localPort: number | null;
  readonly user: string | null;
  /** The local addresses, that of `localPort` first; left out: 127.0.0.1 alone. Empty: there is a socket instead. */
  readonly accept?: readonly { readonly host: string; readonly port: number | null }[];
  /** The file lets other computers use the tunnel. The profile listens on this one only, unless the answer says `exposed`. */
  readonly exposed?: true;
  /** Further servers, which are tried when the first one does not answer. Left out: none. */
  readonly reserves?: readonly Endpoint[];
  /** On ::1 as well, where it listens on 127.0.0.1. Left out: no. */
  readonly acceptIpv6?: true;
  /** How the server will be trusted, in words. */
  readonly trust: string | Text;
  /** SHA-256 of the certificates that lay beside the file and become the pin, as `AB:CD:…`. Left out: none. */
  readonly pinned?: readonly string[];
  /** The file accepts any certificate. `trust` is what the profile gets, unless the answer says `unverified`. */
  readonly unverified?: true;
  /** Left out: nothing. */
  readonly needs?: readonly ImportNeed[];
  /** What else the profile gets, so that nothing of it is hidden. Left out: nothing. */
  readonly settings?: readonly ImportSetting[];
  /** Why each field has the value it has, or what the question is. */
  readonly reasons: Partial<Record<ImportField, Sentence>>;
  /** Where the file says what else the profile gets. Left out: there is no file with lines. */
  readonly places?: SettingPlaces;
  /** What of this section has no effect or deserves attention. */
  readonly notes: readonly Note[];
  /** Those of the notes that name something insecure. Left out: none. */
  readonly warnings?: readonly Note[];
  /** Why this section cannot become a profile; it is then shown and left out. */
  readonly problem: Sentence | null;
  /** Which file of a set it is from; left out when there was one file only. */
  readonly file?: string;
  /** In a preview; null: no profile is like it. */
  readonly match?: ImportMatch | null;
}

/** Whether the tunnel listens on its file's socket alone, so that nobody is asked for a port. */
export const isOnSocketOnly = ({ accept }: Pick<ImportService, 'accept'>): boolean => accept?.length === 0;

export interface ImportPreview {
  readonly id: string;
  /** Name of the file, folder or archive, or null for pasted text. */
  readonly source: string | Text | null;
  readonly services: readonly ImportService[];
  /** About the file as a whole. */
  readonly notes: readonly Note[];
  /** Files that hold a private key which should not have left its server. Nothing of a key was kept. Left out: none. */
  readonly privateKeys?: readonly string[];
  readonly demo: boolean;
}
