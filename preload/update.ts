/** Who brings newer versions in the app's place: a package manager, or nobody but the person. */
export type BroughtBy =
  | 'apt'
  | 'rpm'
  | 'flatpak'
  | 'snap'
  | 'homebrew'
  | 'scoop'
  | 'winget'
  | 'own-build'
  | 'portable'
  | 'archive'
  | 'unknown';

/** What becomes of newer versions of the app, as the window shows it. */
export type UpdateView =
  | { readonly kind: 'elsewhere'; readonly by: BroughtBy }
  /** A person or an administrator has switched them off. */
  | { readonly kind: 'off' }
  /** `since`: when this version was found to be the newest; ISO 8601, UTC. null: nobody has looked yet. */
  | { readonly kind: 'newest'; readonly since: string | null }
  | { readonly kind: 'looking' }
  | { readonly kind: 'downloading'; readonly version: string }
  /** It is installed when the app ends. */
  | { readonly kind: 'ready'; readonly version: string; readonly news: readonly string[] }
  /** This version goes on; the log says what went wrong. */
  | { readonly kind: 'failed' };
