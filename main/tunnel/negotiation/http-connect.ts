/** HTTP CONNECT (RFC 9110 9.3.6), as a proxy in front and as stunnel's `protocol = connect`. */

import type { Credentials } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import { type Place, TunnelFault } from '../base/errors.ts';
import type { Conversation } from './conversation.ts';

export interface ConnectRequest {
  /** HOST:PORT of where the proxy connects to. */
  readonly destination: string;
  readonly username: string | null;
  readonly password: string | null;
  /** Further header lines, without line ends (stunnel's protocolHeader). */
  readonly headers: readonly string[];
  /** Which password this is. */
  readonly field: Credentials['field'];
}

/** Rejects with a TunnelFault `proxy` unless the answer is a 2xx. */
export async function httpConnect(request: ConnectRequest, proxy: Place, talk: Conversation): Promise<void> {
  const { destination, username, password, headers, field } = request;
  const credentials = Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64');
  const lines = [
    `CONNECT ${destination} HTTP/1.1`,
    `Host: ${destination}`,
    ...(username === null ? [] : [`Proxy-Authorization: Basic ${credentials}`]),
    ...headers,
  ];
  // A line end in a name or a password would be a header of its own.
  if (lines.some((line) => /[\r\n]/.test(line))) refuse(proxy, toSay('clause.proxy.lineBreak'));
  talk.say(`${lines.join('\r\n')}\r\n\r\n`);

  const status = await talk.line();
  const answer: string[] = [];
  for (let line = await talk.line(); line !== ''; line = await talk.line()) answer.push(line);
  const code = /^HTTP\/1\.[01] (\d{3})/.exec(status)?.[1];
  if (code === undefined) refuse(proxy, toSay('clause.proxy.noHttp'));
  if (code.startsWith('2')) return;
  if (code === '407') throw wantsOf(answer, field, username !== null && password !== null, proxy);
  refuse(proxy, status.replace(/^HTTP\/1\.[01] /, '').slice(0, 200));
}

/** What a 407 is about. Of the schemes only Basic can be done; NTLM and Negotiate need the system's credentials. */
function wantsOf(
  headers: readonly string[],
  field: Credentials['field'],
  given: boolean,
  { host, port }: Place,
): TunnelFault {
  const schemes = headers.flatMap((line) => /^proxy-authenticate:\s*([\w-]+)/i.exec(line)?.[1] ?? []);
  if (schemes.length > 0 && !schemes.some((scheme) => scheme.toLowerCase() === 'basic')) {
    const detail = toSay('clause.proxy.schemes', { schemes: { list: schemes } });
    return new TunnelFault({ kind: 'proxy', host, port, detail, schemes });
  }
  const detail = given ? toSay('clause.proxy.wrongLogin407') : toSay('clause.proxy.wantsLogin407');
  return new TunnelFault({ kind: 'proxy', host, port, detail, credentials: { field, given, asker: 'proxy' } });
}

function refuse({ host, port }: Place, detail: string | Text): never {
  throw new TunnelFault({ kind: 'proxy', host, port, detail });
}
