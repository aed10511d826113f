/** What a check asks the computer: files that a configuration names, and the TLS library. The answers are stunnel's words. */

/** What a service hands to the TLS library; null: there is no such line. */
export interface ContextSettings {
  readonly ciphers: string | null;
  readonly ciphersuites: string | null;
  readonly curves: string | null;
  /** `COMMAND:PARAMETER` each. */
  readonly commands: readonly string[];
  readonly cert: string | null;
  /** As stunnel has it: the certificate's file unless the service names another one. */
  readonly key: string | null;
  readonly verifies: boolean;
  /** Only the server's own certificate counts, whoever issued it (verifyPeer without verifyChain). */
  readonly pins: boolean;
  readonly authorities: { readonly file: string | null; readonly directory: string | null };
  readonly revocation: string | null;
  /** An engine, a provider or a store supplies what files do otherwise. */
  readonly elsewhere: boolean;
}

export type PskFile =
  | { readonly kind: 'keys'; readonly identities: readonly string[] }
  /** The lines that stunnel prints before its verdict. */
  | { readonly kind: 'bad'; readonly details: readonly string[] };

/** Neither function throws. */
export interface Computer {
  /** Whether it looks at files; otherwise only lists for the TLS library are judged. */
  readonly readsFiles: boolean;
  /** Why stunnel cannot make a TLS context of the settings, as the lines before its verdict; null: it can. */
  contextProblem(settings: ContextSettings): readonly string[] | null;
  readPsk(file: string): PskFile;
  /** What stunnel takes although it can hardly be meant, of what CAfile and CApath name; null: nothing. */
  remarkOn(settings: ContextSettings): string | null;
}
