/** What `adit report` is told. Pure. */

export interface ReportCommand {
  readonly kind: 'report';
  /** null: of all profiles. */
  readonly name: string | null;
  readonly hidesHosts: boolean;
  readonly hidesAddresses: boolean;
  readonly userData: string | null;
}

export const reportOptions = {
  'show-hosts': { type: 'boolean' },
  'hide-addresses': { type: 'boolean' },
  'user-data': { type: 'string' },
} as const;

export function reportCommandOf(name: string | undefined, values: Readonly<Record<string, unknown>>): ReportCommand {
  const folder = values['user-data'];
  return {
    kind: 'report',
    name: name ?? null,
    hidesHosts: values['show-hosts'] !== true,
    hidesAddresses: values['hide-addresses'] === true,
    userData: typeof folder === 'string' ? folder : null,
  };
}
