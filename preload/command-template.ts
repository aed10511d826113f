/** A command of a person's own: which fields stand in it, and what becomes of them. Main and the editor fill in alike. Pure. */

/** In the order in which people are told of them. */
export const commandFields = ['host', 'port', 'socket', 'user', 'server'] as const;
export type CommandField = (typeof commandFields)[number];
export type CommandValues = Readonly<Record<CommandField, string>>;

const FIELD = /\{(\w+)\}/g;

const isField = (name: string): name is CommandField => commandFields.some((field) => field === name);

/** Each argument by itself: what a field holds never becomes two arguments, or none. What is no field stays as it is. */
export const fillIn = (argv: readonly string[], values: CommandValues): readonly string[] =>
  argv.map((word) => word.replace(FIELD, (whole, name: string) => (isField(name) ? values[name] : whole)));

const namesIn = (argv: readonly string[]): readonly string[] => [
  ...new Set(argv.flatMap((word) => [...word.matchAll(FIELD)].map(([, name = '']) => name))),
];

/** Names in braces that are no field, as a slip of the pen is. */
export const unknownFields = (argv: readonly string[]): readonly string[] =>
  namesIn(argv).filter((name) => !isField(name));

/** Fields in it that hold nothing. */
export const emptyFields = (argv: readonly string[], values: CommandValues): readonly CommandField[] =>
  namesIn(argv)
    .filter(isField)
    .filter((name) => values[name] === '');
