/** Where main writes what happened; a file in the app, an array in tests. `profileId`: whose tunnel it is about. */
export interface Logger {
  error(text: string, profileId?: string): void;
  warn(text: string, profileId?: string): void;
  info(text: string, profileId?: string): void;
  debug(text: string, profileId?: string): void;
}

/** An unknown thrown value as one line for the log. */
export function describeThrown(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
