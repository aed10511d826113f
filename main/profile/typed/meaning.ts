/** What somebody has typed or pasted instead of a configuration: an address, a URL, or a command that speaks TLS. */

import type { Application, CertificateSource, Endpoint, Profile, TlsOptions } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import type { PlainId } from '../../../preload/words/words.ts';

/** What a line means for a tunnel. What is left out, the line does not say. */
export interface Meaning {
  /** What was recognised: “An ssh command”. */
  readonly form: Text;
  readonly host: string | null;
  /** null: the line does not say where TLS is spoken. */
  readonly port: number | null;
  /** What the person has to answer, and why, when `port` is null or is not what the line says. */
  readonly portReason?: Text;
  readonly hostReason?: Text;
  readonly application: Application;
  /** Ends a sentence: “SSH, because …”. null: nothing gave a hint. */
  readonly because: Text | null;
  /** Further servers, which are tried when the first does not answer. */
  readonly reserves?: readonly Endpoint[];
  /** Where the line itself listens on this computer. */
  readonly local?: { readonly host: string | null; readonly port: number };
  /** The port of the service behind the server, when the line tells. */
  readonly servicePort?: number;
  readonly user?: string;
  readonly identityFile?: string;
  readonly sni?: TlsOptions['sni'];
  readonly alpn?: readonly string[];
  /** Names that the certificate has to be for instead of the host's. */
  readonly checkedName?: string;
  readonly authority?: Exclude<CertificateSource, { readonly kind: 'pem' }>;
  readonly identity?: NonNullable<Profile['identity']>;
  readonly proxy?: NonNullable<Profile['proxy']>;
  readonly negotiation?: NonNullable<Profile['negotiation']>;
  /** The line says that any certificate will do. */
  readonly verifiesNothing?: true;
  /** What of the line has no place in a profile, and what else one should know. */
  readonly remarks: readonly Text[];
}

/** `fault`: it is clear what the line is, and why no tunnel comes of it, and perhaps what to do. null: it is nothing of the sort. */
export type Reading =
  | { readonly kind: 'meaning'; readonly meaning: Meaning }
  | { readonly kind: 'fault'; readonly why: Text }
  | null;

export const means = (meaning: Meaning): Reading => ({ kind: 'meaning', meaning });
export const fault = <Id extends PlainId>(...why: Parameters<typeof toSay<Id>>): Reading => ({
  kind: 'fault',
  why: toSay(...why),
});
