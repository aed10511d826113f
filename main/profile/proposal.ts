/** What an import knows of a profile before the person has answered its questions. Plain data. */
import type { ImportService } from '../../preload/import-preview.ts';
import type { Note, Profile } from '../../preload/types.ts';
import type { OptionalFields } from './optional-fields.ts';

export interface OpenEndpoint {
  /** null: a question. */
  readonly host: string | null;
  readonly port: number | null;
}

export interface ProfileTemplate
  extends OptionalFields,
    Pick<Profile, 'group' | 'failover' | 'tls' | 'trust' | 'timeouts' | 'startWithApp' | 'demo' | 'origin'> {
  /** The first one's port is the answer's local port. */
  readonly accept: readonly { readonly host: string; readonly port: number | null }[];
  /** The first one is the answer's host and remote port. */
  readonly connect: readonly OpenEndpoint[];
  /** Check the certificate for the host that is answered: the file's own check was a placeholder. */
  readonly checkAnsweredHost: boolean;
  /** No certificate is shown, so that the pre-shared key has to be there. Left out: no. */
  readonly isProvedByKey?: true;
  /** How the server is trusted once the person has chosen the file of certificates. Left out: that is not asked. */
  readonly trustByFile?: Extract<Profile['trust'], { readonly certificates: unknown }>;
}

export interface ProposedService {
  readonly view: ImportService;
  readonly template: ProfileTemplate;
}

export interface Proposal {
  readonly services: readonly ProposedService[];
  /** Files with a private key that should not have left its server: see `ImportPreview`. */
  readonly privateKeys?: readonly string[];
  /** About the file as a whole. */
  readonly notes: readonly Note[];
}
