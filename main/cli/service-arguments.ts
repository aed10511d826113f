/** What `adit service` is told. Pure. */

/** What `run` does, by the system. `file` is empty for what is removed. */
export interface ServiceCommand {
  readonly kind: 'service';
  readonly what: 'install' | 'remove';
  readonly file: string;
  readonly name: string;
  readonly system: boolean;
}

export const USUAL_NAME = 'adit';

/** A sentence when the line makes no sense. */
export function buildService(
  what: string | undefined,
  file: string | undefined,
  name: string | null,
  system: boolean,
): ServiceCommand | string {
  if (name !== null && !/^[A-Za-z0-9][\w.-]{0,60}$/.test(name)) {
    return `“${name}” is no name of a service: letters, digits, dots, hyphens and underscores.`;
  }
  const common = { kind: 'service', name: name ?? USUAL_NAME, system } as const;
  if (what === 'install' && file !== undefined) return { ...common, what, file };
  if (what === 'remove' && file === undefined) return { ...common, what, file: '' };
  return 'adit service needs: install FILE, or remove.';
}
