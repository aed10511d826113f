/** Binds a CSS module: `css('row', on && 'selected')` gives the module's names of the classes that are set. */
export function classNames(
  module: Readonly<Record<string, string>>,
): (...names: readonly (string | false | null | undefined)[]) => string {
  return (...names) =>
    names
      .filter((name) => typeof name === 'string')
      .map((name) => module[name] ?? name)
      .join(' ');
}
