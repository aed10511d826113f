/** What a person says about the server that a kit is for. Pure. */
import { z } from 'zod';
import { applicationSchema } from '../../preload/fields/application.ts';
import { hostSchema, portSchema } from '../../preload/schemas.ts';
import { asciiHost, isAddress } from '../profile/export/lines.ts';

/** How the server runs. */
export const platformLabels = {
  debian: 'Debian or Ubuntu, package with systemd',
  'raspberry-pi': 'Raspberry Pi OS',
  docker: 'Docker',
  compose: 'Docker Compose',
  alpine: 'Alpine Linux',
  freebsd: 'FreeBSD',
  macos: 'macOS with Homebrew',
  windows: 'Windows, by hand',
} as const;
export type Platform = keyof typeof platformLabels;
export const platforms = Object.keys(platformLabels) as readonly Platform[];

/** A section of the configuration, a label of a host name, and part of a file's name. */
const slug = (what: string) =>
  z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/, `${what} has small letters, digits and hyphens, at most 32.`);

export const serviceSchema = z.strictObject({
  name: slug('The name of a service'),
  application: applicationSchema,
  /** Where the server reaches it. */
  host: hostSchema,
  port: portSchema,
  /** Where clients come in. Services with the same one are told apart by server name (SNI). */
  accept: portSchema,
});
export type Service = Readonly<z.infer<typeof serviceSchema>>;

export const clientNameSchema = slug('The name of a client');

const days = z
  .int()
  .min(1, 'A certificate lives for a day at least.')
  .max(3650, 'A certificate lives for 3650 days at most.');

export const answersSchema = z.strictObject({
  /** As clients reach the server. */
  host: hostSchema,
  services: z.array(serviceSchema).min(1, 'There is no service.').max(32, 'There are more than 32 services.'),
  platform: z.enum(platforms as [Platform, ...Platform[]]),
  /**
   * The server's certificate: one that clients pin, one of an authority of the kit's own, or one of Let's Encrypt, which
   * the server fetches for itself.
   */
  certificate: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('self-signed'), days }),
    z.strictObject({ kind: z.literal('authority'), days }),
    z.strictObject({ kind: z.literal('lets-encrypt'), email: z.email().nullable() }),
  ]),
  /** What clients show to be let in. */
  clients: z.enum(['certificate', 'psk', 'none']),
  /**
   * What who comes without it gets to see, a browser above all. `sni`: whoever does not ask for the name of a service gets
   * this web server. `redirect`: whoever has no valid client certificate (stunnel's option).
   */
  page: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('sni'), host: hostSchema, port: portSchema }),
    z.strictObject({ kind: z.literal('redirect'), host: hostSchema, port: portSchema }),
  ]),
});
export type Answers = Readonly<z.infer<typeof answersSchema>>;

/** The name of the section that answers whoever asks for no service. */
export const PAGE = 'page';

/** What does not go together, as one sentence; null when all does. */
export function faultOf({ host, services, platform, certificate, clients, page }: Answers): string | null {
  const names = services.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return `Two services have the name “${twice}”.`;
  if (page.kind !== 'none' && names.includes(PAGE))
    return `“${PAGE}” is the name of the page's section; name the service otherwise.`;
  if (page.kind === 'redirect' && clients !== 'certificate') {
    return 'A redirect goes by client certificates: without these, stunnel cannot tell a browser from a client. Show the page by server name instead.';
  }
  if (certificate.kind === 'lets-encrypt') {
    if (isAddress(host) || !host.includes('.'))
      return `Let's Encrypt gives certificates for host names of the public DNS, and “${host}” is none.`;
    if (platform === 'windows') return "This kit has no Let's Encrypt for Windows: certbot no longer runs there.";
    if (clients === 'psk' && page.kind === 'none')
      return 'With pre-shared keys there is no certificate, so that none is fetched from Let’s Encrypt.';
  }
  return null;
}

/** Whether the server shows a certificate at all: with pre-shared keys only whoever gets the page does see one. */
export const hasCertificate = ({ clients, page }: Answers): boolean => clients !== 'psk' || page.kind !== 'none';

/** Whether the kit has an authority of its own: it signs the server's certificate, those of clients, or both. */
export const hasAuthority = ({ clients, certificate }: Answers): boolean =>
  clients === 'certificate' || certificate.kind === 'authority';

/** Groups of services that come in at the same port, in the order in which they were named. */
export function ports({ services }: Answers): ReadonlyMap<number, readonly Service[]> {
  const accepts = [...new Set(services.map(({ accept }) => accept))];
  return new Map(accepts.map((port) => [port, services.filter(({ accept }) => accept === port)]));
}

/** Behind which port the page is: 443 where a service is there, as browsers come there, else the first one. */
export function pagePort(answers: Answers): number {
  const known = [...ports(answers).keys()];
  return known.includes(443) ? 443 : (known[0] ?? 443);
}

/**
 * The server name by which clients ask for a service; null: by the server's own, or none. Names need not be in the DNS. An
 * address has no names below it, so that they are below one that nobody can have (`.internal`).
 */
export function serverNameOf(answers: Answers, service: Service): string | null {
  const [first] = ports(answers).get(service.accept) ?? [];
  const isFirst = first?.name === service.name;
  const behindPage = answers.page.kind === 'sni' && pagePort(answers) === service.accept;
  if (isFirst && !behindPage) return null;
  const { host } = answers;
  return `${service.name}.${isAddress(host) || !host.includes('.') ? 'tunnel.internal' : asciiHost(host)}`;
}

/** All names that the server's certificate is for. */
export function certificateNames(answers: Answers): readonly string[] {
  return [asciiHost(answers.host), ...answers.services.flatMap((service) => serverNameOf(answers, service) ?? [])];
}
