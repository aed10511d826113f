/** What somebody edits in the window and has not saved: asked about before the app ends. */
export interface Unsaved {
  set(name: string | null): void;
  /** The profile's name; null: nothing is. */
  name(): string | null;
}

export function createUnsaved(): Unsaved {
  let edited: string | null = null;
  return {
    set(name) {
      edited = name;
    },
    name: () => edited,
  };
}
