/** An option with its value: as it is written for whoever runs the file, as it was meant for whoever reads it for a person. */
export interface Setting {
  /** As the manual spells it; null: stunnel has no such option. */
  readonly name: string | null;
  readonly value: string;
}

/** The value that counts; null: the option is not set. */
export const lastValue = (settings: readonly Setting[], name: string): string | null =>
  settings.findLast((setting) => setting.name === name)?.value ?? null;

export const allValues = (settings: readonly Setting[], name: string): readonly string[] =>
  settings.filter((setting) => setting.name === name).map(({ value }) => value);
