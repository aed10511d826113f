/** What follows from what a person says about the server that a kit is for. Pure. */
import type { Answers, Service } from '../../preload/kit-answers.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import { asciiHost, isAddress } from '../profile/export/lines.ts';

/** The name of the section that answers whoever asks for no service. */
export const PAGE = 'page';

/** What does not go together, as one sentence; null when all does. */
export function faultOf({ host, services, platform, certificate, clients, page }: Answers): Text | null {
  const names = services.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return toSay('kit.fault.sameService', { name: twice });
  if (page.kind !== 'none' && names.includes(PAGE)) return toSay('kit.fault.pageName', { name: PAGE });
  if (page.kind === 'redirect' && clients !== 'certificate') {
    return toSay('kit.fault.redirect');
  }
  if (certificate.kind === 'lets-encrypt') {
    if (isAddress(host) || !host.includes('.')) return toSay('kit.fault.notPublic', { host });
    if (platform === 'windows') return toSay('kit.fault.noCertbot');
    if (clients === 'psk' && page.kind === 'none') return toSay('kit.fault.noCertificate');
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
