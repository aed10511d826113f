/**
 * Hosts that have nothing to do with the server, asked by the same way. They are asked only when what answers in the server's
 * place does not show the right certificate: whether it answers in everybody's place tells whose fault that is.
 */
import { X509Certificate } from 'node:crypto';
import { connect, rootCertificates } from 'node:tls';
import { type ApproachOptions, approach } from '../../tunnel/server/approach.ts';
import { inTheClear } from '../../tunnel/server/look-for-portal.ts';
import type { Witnesses } from '../evidence.ts';

export interface WitnessHosts {
  /** Pages that answer the same to everybody: browsers and systems ask them to find log-in pages. */
  readonly web: readonly {
    readonly host: string;
    readonly port: number;
    readonly path: string;
    readonly says: string;
  }[];
  readonly tls: readonly { readonly host: string; readonly port: number }[];
}

export const usualWitnesses: WitnessHosts = {
  web: [
    { host: 'detectportal.firefox.com', port: 80, path: '/success.txt', says: 'success' },
    { host: 'captive.apple.com', port: 80, path: '/hotspot-detect.html', says: 'Success' },
  ],
  tls: [
    { host: 'www.wikipedia.org', port: 443 },
    { host: 'www.debian.org', port: 443 },
  ],
};

const PATIENCE_MS = 4000;

/** `asksTls`: certificates as well. `authorities` are those that browsers come with. Never rejects. */
export async function askWitnesses(
  hosts: WitnessHosts,
  asksTls: boolean,
  options: ApproachOptions,
  authorities: readonly string[] = rootCertificates,
): Promise<Witnesses> {
  const [web, tls] = await Promise.all([
    Promise.all(
      hosts.web.map(async ({ host, port, path, says }) => {
        const answer = await inTheClear(options, { host, port }, path, PATIENCE_MS);
        return { host, answer, asEver: answer?.status === 200 && answer.body.includes(says) };
      }),
    ),
    Promise.all(asksTls ? hosts.tls.map((place) => certificateAt(place, options, authorities)) : []),
  ]);
  return { web, tls: tls.filter((one) => one !== null) };
}

async function certificateAt(
  place: { readonly host: string; readonly port: number },
  options: ApproachOptions,
  authorities: readonly string[],
): Promise<Witnesses['tls'][number] | null> {
  const { negotiation: _, ...rest } = options.context.specification;
  const timeouts = { ...rest.timeouts, connect: PATIENCE_MS / 1000, busy: PATIENCE_MS / 1000 };
  const specification = { ...rest, connect: [place], timeouts };
  try {
    const { raw } = await approach({ ...options, context: { ...options.context, specification } });
    const { host } = place;
    const socket = connect({ socket: raw, servername: host, rejectUnauthorized: false, ca: [...authorities] });
    return await new Promise((resolve) => {
      const settle = (found: Witnesses['tls'][number] | null) => {
        clearTimeout(timer);
        socket.destroy();
        resolve(found);
      };
      const timer = setTimeout(() => settle(null), PATIENCE_MS);
      socket.once('error', () => settle(null));
      socket.once('close', () => settle(null));
      socket.once('secureConnect', () => {
        const { raw: der } = socket.getPeerCertificate();
        if (der === undefined) return settle(null);
        const { issuer, fingerprint256 } = new X509Certificate(der);
        settle({ host, issuer: issuer.split('\n').join(', '), sha256: fingerprint256, isPublic: socket.authorized });
      });
    });
  } catch {
    return null;
  }
}
