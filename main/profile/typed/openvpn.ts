/** The configuration of an OpenVPN client, as far as it says where its server is (OpenVPN manual, remote, proto, port). Pure. */

import { isLoopback } from '../../../preload/loopback.ts';
import type { Endpoint } from '../../../preload/types.ts';
import { toSay } from '../../../preload/words/text.ts';
import { readHost, readPort } from './endpoint.ts';
import { fault, means, type Reading } from './meaning.ts';

interface Remote {
  readonly host: string;
  readonly port: number;
  readonly isTcp: boolean;
}

/** Where OpenVPN listens when nothing else is said. */
const USUAL_PORT = 1194;

/** Directives outside of embedded files; those of `<connection>` blocks count as well. */
function directivesOf(text: string): readonly (readonly string[])[] {
  let inside: string | null = null;
  return text.split(/\r?\n/).flatMap((line) => {
    const tag = /^\s*<(\/?)([\w-]+)>\s*$/.exec(line);
    if (tag !== null) {
      const name = tag[2] === 'connection' ? null : (tag[2] ?? null);
      inside = tag[1] === '/' ? null : name;
      return [];
    }
    const words = line
      .replace(/[#;].*$/, '')
      .trim()
      .split(/\s+/);
    return inside !== null || words[0] === '' ? [] : [words];
  });
}

/** null for anything else than such a configuration. */
export function readOpenvpn(text: string): Reading {
  const directives = directivesOf(text);
  const has = (name: string) => directives.some(([first]) => first === name);
  if (!has('remote') || !(has('client') || has('tls-client') || has('dev') || has('proto'))) return null;
  const last = (name: string) => directives.findLast(([first]) => first === name)?.[1];
  const port = readPort(last('rport') ?? last('port') ?? '') ?? USUAL_PORT;
  const isTcp = (proto: string | undefined) => /^tcp/i.test(proto ?? last('proto') ?? 'udp');
  const remotes = directives.flatMap(([first, name = '', digits, proto]): Remote[] => {
    const host = first === 'remote' ? readHost(name) : null;
    return host === null ? [] : [{ host, port: readPort(digits ?? '') ?? port, isTcp: isTcp(proto) }];
  });
  const [first] = remotes;
  if (first === undefined) return fault('typed.openvpn.noHost');
  const form = toSay('typed.form.openvpn');
  const common = { form, application: 'openvpn', because: toSay('because.openvpn') } as const;
  // Made for a tunnel already: where OpenVPN connects to, the tunnel listens.
  if (isLoopback(first.host)) {
    return means({
      ...common,
      host: null,
      port: null,
      hostReason: toSay('question.host.tunnel'),
      portReason: toSay('question.port.file'),
      local: { host: null, port: first.port },
      remarks: [],
    });
  }
  const reserves: Endpoint[] = remotes
    .slice(1)
    .filter(({ host, isTcp: tcp }) => tcp && first.isTcp && !isLoopback(host))
    .map(({ host, port: each }) => ({ host, port: each }));
  return means({
    ...common,
    host: first.host,
    port: first.isTcp ? first.port : null,
    portReason: first.isTcp
      ? toSay('reason.port.openvpn', { port: first.port })
      : toSay('question.port.udp', { port: first.port }),
    servicePort: USUAL_PORT,
    ...(reserves.length === 0 ? {} : { reserves }),
    remarks: first.isTcp ? [] : [toSay('note.typed.vpnTcp')],
  });
}
