/** What becomes of newer versions of the app, as the window shows it. */
export type UpdateView =
  /** Somebody else brings them, or nobody does: a sentence says who, and what to do. */
  | { readonly kind: 'elsewhere'; readonly why: string }
  /** A person or an administrator has switched them off. */
  | { readonly kind: 'off' }
  /** `since`: when this version was found to be the newest; ISO 8601, UTC. null: nobody has looked yet. */
  | { readonly kind: 'newest'; readonly since: string | null }
  | { readonly kind: 'looking' }
  | { readonly kind: 'downloading'; readonly version: string }
  /** It is installed when the app ends. */
  | { readonly kind: 'ready'; readonly version: string; readonly news: readonly string[] }
  /** What went wrong, and what happens next: sentences. This version goes on. */
  | { readonly kind: 'failed'; readonly problem: string };
