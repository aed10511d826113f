/** stunnel's lines about single connections (src/client.c, network.c, verify.c, protocol.c of 5.68 and 5.75). */
import { toSay } from '../../../preload/words/text.ts';
import type { LogEntry } from './entry.ts';

export const connectionLines: readonly LogEntry[] = [
  {
    kind: 'service-refused',
    pattern: /^s_connect: connect (\S+): Connection refused/,
    role: 'server',
    words: ([, at = '']) => ({
      title: toSay('log.service-refused.title', { at }),
      why: toSay('log.service-refused.why'),
      next: toSay('log.service-refused.next', { at }),
    }),
  },
  {
    kind: 'server-refused',
    pattern: /^s_connect: connect (\S+): Connection refused/,
    words: ([, at = '']) => ({
      title: toSay('log.server-refused.title', { at }),
      why: toSay('log.server-refused.why'),
      next: toSay('log.server-refused.next'),
    }),
  },
  {
    kind: 'connect-timeout',
    pattern: /^s_connect: s_poll_wait (\S+): TIMEOUTconnect exceeded/,
    words: ([, at = '']) => ({
      title: toSay('log.connect-timeout.title', { at }),
      why: toSay('log.connect-timeout.why'),
      next: toSay('log.connect-timeout.next'),
    }),
  },
  {
    kind: 'connect-unreachable',
    pattern: /^s_connect: connect (\S+): (No route to host|Network is unreachable|Host is down)/,
    words: ([, at = '', words = '']) => ({
      title: toSay('log.connect-unreachable.title', { at }),
      why: toSay('log.connect-unreachable.why', { words }),
      next: toSay('log.connect-unreachable.next'),
    }),
  },
  {
    kind: 'no-client-certificate',
    pattern: /peer did not return a certificate/,
    words: () => ({
      title: toSay('log.no-client-certificate.title'),
      why: toSay('log.no-client-certificate.why'),
      next: toSay('log.no-client-certificate.next'),
    }),
  },
  {
    kind: 'certificate-rejected',
    pattern: /^CERT: (?:Pre-verification error|Verification error)(?:.*?): (.+)$/,
    words: ([, words = '']) => ({
      title: toSay('log.certificate-rejected.title', { words }),
      why: toSay('log.certificate-rejected.why'),
      next: toSay('log.certificate-rejected.next'),
    }),
  },
  {
    kind: 'certificate-name',
    pattern: /^CERT: No matching (host name|IP address|email address)|^CERT: Subject checks failed/,
    words: () => ({
      title: toSay('log.certificate-name.title'),
      why: toSay('log.certificate-name.why'),
      next: toSay('log.certificate-name.next'),
    }),
  },
  {
    kind: 'certificate-not-pinned',
    pattern: /^CERT: (?:Certificate not found in local repository|Public keys do not match)/,
    words: () => ({
      title: toSay('log.certificate-not-pinned.title'),
      why: toSay('log.certificate-not-pinned.why'),
      next: toSay('log.certificate-not-pinned.next'),
    }),
  },
  {
    kind: 'verify-failed',
    pattern: /^SSL_(?:accept|connect): .*certificate verify failed/,
    words: () => ({
      title: toSay('log.verify-failed.title'),
      why: toSay('log.verify-failed.why'),
      next: toSay('log.verify-failed.next'),
    }),
  },
  {
    kind: 'alert-certificate',
    pattern: /alert (unknown ca|bad certificate|certificate expired|certificate unknown|certificate revoked)/,
    words: ([, alert = '']) => ({
      title: toSay('log.alert-certificate.title', { alert }),
      why: toSay('log.alert-certificate.why'),
      next: toSay('log.alert-certificate.next'),
    }),
  },
  {
    kind: 'alert-internal',
    pattern: /alert internal error/,
    words: () => ({
      title: toSay('log.alert-internal.title'),
      why: toSay('log.alert-internal.why'),
      next: toSay('log.alert-internal.next'),
    }),
  },
  {
    kind: 'alert-certificate-required',
    pattern: /alert certificate required/,
    words: () => ({
      title: toSay('log.alert-certificate-required.title'),
      why: toSay('log.alert-certificate-required.why'),
      next: toSay('log.alert-certificate-required.next'),
    }),
  },
  {
    kind: 'psk-identity',
    pattern: /No key found for PSK identity "?([^"]*)"?|psk identity not found|alert unknown psk identity/i,
    words: ([, identity = '']) => ({
      title: identity === '' ? toSay('log.psk-identity.title') : toSay('log.psk-identity.title.identity', { identity }),
      why: toSay('log.psk-identity.why'),
      next: toSay('log.psk-identity.next'),
    }),
  },
  {
    kind: 'psk-key',
    pattern:
      /(?:decryption failed or bad record mac|binder does not verify|bad record mac|alert decrypt error|digest check failed)/i,
    words: () => ({
      title: toSay('log.psk-key.title'),
      why: toSay('log.psk-key.why'),
      next: toSay('log.psk-key.next'),
    }),
  },
  {
    kind: 'no-shared-cipher',
    pattern: /no shared cipher|no suitable (?:key share|signature algorithm)|alert handshake failure|no shared group/i,
    words: () => ({
      title: toSay('log.no-shared-cipher.title'),
      why: toSay('log.no-shared-cipher.why'),
      next: toSay('log.no-shared-cipher.next'),
    }),
  },
  {
    kind: 'tls-version',
    pattern: /unsupported protocol|wrong ssl version|alert protocol version|no protocols available|version too low/i,
    words: () => ({
      title: toSay('log.tls-version.title'),
      why: toSay('log.tls-version.why'),
      next: toSay('log.tls-version.next'),
    }),
  },
  {
    kind: 'plain-http',
    pattern: /SSL routines:.*:http request/,
    role: 'server',
    words: () => ({
      title: toSay('log.plain-http.title'),
      why: toSay('log.plain-http.why'),
      next: toSay('log.plain-http.next'),
    }),
  },
  {
    kind: 'not-tls',
    pattern:
      /wrong version number|unknown protocol|packet length too long|record layer failure|SSL_connect: .*unexpected message/i,
    words: () => ({
      title: toSay('log.not-tls.title'),
      why: toSay('log.not-tls.why'),
      next: toSay('log.not-tls.next'),
    }),
  },
  {
    kind: 'handshake-left',
    pattern: /^SSL_accept: (?:.*unexpected eof|Peer suddenly disconnected|.*Connection reset by peer)/,
    role: 'server',
    isFault: false,
    words: () => ({
      title: toSay('log.handshake-left.title'),
      why: toSay('log.handshake-left.why'),
      next: toSay('log.handshake-left.next'),
    }),
  },
  {
    kind: 'server-left',
    pattern: /^SSL_connect: (?:.*unexpected eof|Peer suddenly disconnected|.*Connection reset by peer)/,
    role: 'client',
    words: () => ({
      title: toSay('log.server-left.title'),
      why: toSay('log.server-left.why'),
      next: toSay('log.server-left.next'),
    }),
  },
  {
    kind: 'unrecognised-name',
    pattern: /SNI: .*(?:no pattern matched|not matched|unrecognized)|alert unrecognized name/i,
    isFault: false,
    words: () => ({
      title: toSay('log.unrecognised-name.title'),
      why: toSay('log.unrecognised-name.why'),
      next: toSay('log.unrecognised-name.next'),
    }),
  },
  {
    kind: 'libwrap',
    pattern: /REFUSED by libwrap|libwrap .*(?:refused|denied)/i,
    words: () => ({
      title: toSay('log.libwrap.title'),
      why: toSay('log.libwrap.why'),
      next: toSay('log.libwrap.next'),
    }),
  },
  {
    kind: 'ident',
    pattern: /REFUSED by IDENT/,
    words: () => ({
      title: toSay('log.ident.title'),
      why: toSay('log.ident.why'),
      next: toSay('log.ident.next'),
    }),
  },
  {
    kind: 'busy',
    pattern: /TIMEOUTbusy exceeded/,
    words: () => ({
      title: toSay('log.busy.title'),
      why: toSay('log.busy.why'),
      next: toSay('log.busy.next'),
    }),
  },
  {
    kind: 'idle',
    pattern: /TIMEOUTidle exceeded/,
    isFault: false,
    words: () => ({
      title: toSay('log.idle.title'),
      why: toSay('log.idle.why'),
      next: toSay('log.idle.next'),
    }),
  },
  {
    kind: 'close',
    pattern: /TIMEOUTclose exceeded/,
    isFault: false,
    words: () => ({
      title: toSay('log.close.title'),
      why: toSay('log.close.why'),
      next: toSay('log.close.next'),
    }),
  },
  {
    kind: 'half-close',
    pattern: /^(?:Read|Write|TLS) socket closed \((?:HUP|read hangup|write hangup)\)(?: with (\d+) unsent byte)?/,
    isFault: false,
    words: ([, unsent]) => ({
      title:
        unsent === undefined
          ? toSay('log.half-close.title')
          : toSay('log.half-close.title.unsent', { count: Number(unsent) }),
      why: toSay('log.half-close.why'),
      next: toSay('log.half-close.next'),
    }),
  },
  {
    kind: 'reset',
    pattern: /^Connection reset: (\d+) byte\(s\) sent to TLS, (\d+) byte\(s\) sent to socket/,
    isFault: false,
    words: ([, tls, socket]) => ({
      title: toSay('log.reset.title'),
      why: toSay('log.reset.why', { tls: Number(tls), socket: Number(socket) }),
      next: toSay('log.reset.next'),
    }),
  },
  {
    kind: 'proxy-rejected',
    pattern: /^CONNECT request rejected|NTLM authorization request rejected/,
    words: () => ({
      title: toSay('log.proxy-rejected.title'),
      why: toSay('log.proxy-rejected.why'),
      next: toSay('log.proxy-rejected.next'),
    }),
  },
  {
    kind: 'starttls-refused',
    pattern:
      /PostgreSQL server rejected TLS|LDAP response has indicated an error|does not support STARTTLS|STARTTLS.*(?:refused|rejected)/i,
    words: () => ({
      title: toSay('log.starttls-refused.title'),
      why: toSay('log.starttls-refused.why'),
      next: toSay('log.starttls-refused.next'),
    }),
  },
];
