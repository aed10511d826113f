/** Errors in words. The window, the tray, notifications, the command line and the log all say these sentences. */

import { release } from 'node:os';
import type { CertificateSummary, Credentials, Explanation, TunnelError } from '../../preload/types.ts';
import { sayExplanation } from '../../preload/words/say.ts';
import { type Text, type TextList, toSay, type UnsaidExplanation } from '../../preload/words/text.ts';
import { explainPlain } from './explain-plain.ts';
import { mayNeedPermission } from './local-network.ts';

type Kind = TunnelError['kind'];
type ErrorOf = { readonly [K in Kind]: Extract<TunnelError, { readonly kind: K }> };

/** What happened, why that usually is, what to do next: a sentence or two each, said when somebody reads them. */
export function explained<K extends Kind>(error: ErrorOf[K]): UnsaidExplanation {
  return sentences[error.kind as K](error);
}

/** The same in the language that is on. */
export const explain = (error: TunnelError): Explanation => sayExplanation(explained(error));

const sentences: { readonly [K in Kind]: (error: ErrorOf[K]) => UnsaidExplanation } = {
  dns: (error) => ({
    what: toSay('error.dns.what', { host: error.host, code: error.code }),
    why: toSay('error.dns.why'),
    next: toSay('error.dns.next'),
  }),
  refused: (error) => ({
    what: toSay('error.refused.what', { server: at(error) }),
    why: toSay('error.refused.why'),
    next: toSay('error.refused.next'),
  }),
  unreachable(error) {
    if (error.code === 'EADDRNOTAVAIL') {
      return {
        what: toSay('error.unreachable.what', { server: at(error), code: error.code }),
        why: toSay('error.unreachable.why'),
        next: toSay('error.unreachable.next'),
      };
    }
    return {
      what: toSay('error.unreachable.what.2', { server: at(error), code: error.code }),
      why:
        error.code === 'EACCES' || error.code === 'EPERM'
          ? toSay('error.unreachable.why.2')
          : toSay('error.unreachable.why.3'),
      next: toSay('error.unreachable.next.2'),
      ...(error.code === 'EHOSTUNREACH' ? localNetworkFirst(error.host) : {}),
    };
  },
  timeout: explainTimeout,
  proxy(error) {
    if (error.credentials !== undefined) return explainCredentials(error, error.credentials);
    return {
      what: toSay('error.proxy.what', { server: at(error), detail: error.detail }),
      // As a check of the connection says it.
      why: error.schemes === undefined ? toSay('error.proxy.why') : toSay('finding.proxy-scheme.why'),
      next:
        error.schemes === undefined
          ? toSay('error.proxy.next')
          : toSay('finding.proxy-scheme.next', { proxy: at(error) }),
    };
  },
  'not-tls'(error) {
    if (error.service !== undefined) return explainPlain(at(error), error.service);
    return {
      what: toSay('error.not-tls.what', { server: at(error) }),
      why: toSay('error.not-tls.why'),
      next: toSay('error.checkPort'),
    };
  },
  'captive-portal': (error) => ({
    what: toSay('error.captive-portal.what', { server: at(error) }),
    why: toSay('error.captive-portal.why'),
    next:
      error.page === null
        ? toSay('error.captive-portal.next')
        : toSay('error.captive-portal.next.2', { page: error.page }),
  }),
  'protocol-version': (error) => ({
    what: toSay('error.protocol-version.what', { server: at(error) }),
    why: toSay('error.protocol-version.why'),
    next: toSay('error.protocol-version.next'),
  }),
  'no-shared-cipher': (error) => ({
    what: toSay('error.no-shared-cipher.what', { server: at(error) }),
    why: toSay('error.no-shared-cipher.why'),
    next: toSay('error.no-shared-cipher.next'),
  }),
  'cert-untrusted': (error) =>
    error.strict
      ? {
          what: toSay('error.cert-untrusted.what', { host: error.host }),
          why: error.certificate.selfSigned
            ? toSay('error.cert-untrusted.why')
            : toSay('error.cert-untrusted.why.2', { issuer: name(error.certificate.issuer) }),
          next: toSay('error.cert-untrusted.next'),
        }
      : {
          what: toSay('error.cert-untrusted.what.2', { host: error.host }),
          why: error.certificate.selfSigned
            ? toSay('error.cert-untrusted.why.3')
            : toSay('error.cert-untrusted.why.4', { issuer: name(error.certificate.issuer) }),
          next: toSay('error.cert-untrusted.next.2'),
        },
  'cert-changed': (error) => ({
    what: toSay('error.cert-changed.what', { host: error.host }),
    why: toSay('error.cert-changed.why'),
    next: toSay('error.cert-changed.next'),
  }),
  'cert-expired': (error) =>
    error.when === 'expired'
      ? {
          what: toSay('error.cert-expired.what', { host: error.host, date: day(error.certificate.validTo) }),
          why: toSay('error.cert-expired.why'),
          next: toSay('error.cert-expired.next'),
        }
      : {
          what: toSay('error.cert-expired.what.2', { host: error.host, date: day(error.certificate.validFrom) }),
          why: toSay('error.cert-expired.why.2'),
          next: toSay('error.cert-expired.next.2'),
        },
  'cert-name': (error) => ({
    what: toSay('error.cert-name.what', { host: error.host, names: list(error.expected) }),
    why: toSay('error.cert-name.why', {
      names: list(error.certificate.names.length > 0 ? error.certificate.names : [name(error.certificate.subject)]),
    }),
    next: error.strict ? toSay('error.cert-name.next') : toSay('error.cert-name.next.2'),
  }),
  'cert-key-usage': (error) => ({
    what: toSay('error.cert-key-usage.what', { host: error.host }),
    why: toSay('error.cert-key-usage.why'),
    next: toSay('error.cert-key-usage.next'),
  }),
  'cert-revoked': (error) => ({
    what: toSay('error.cert-revoked.what', { host: error.host }),
    why: toSay('error.cert-revoked.why'),
    next: toSay('error.cert-revoked.next'),
  }),
  'revocation-unknown': (error) => ({
    what: toSay('error.revocation-unknown.what', { host: error.host, detail: error.detail }),
    why: error.source === 'list' ? toSay('error.revocation-unknown.why') : toSay('error.revocation-unknown.why.2'),
    next: error.source === 'list' ? toSay('error.revocation-unknown.next') : toSay('error.revocation-unknown.next.2'),
  }),
  'client-cert-required': (error) => ({
    what: toSay('error.client-cert-required.what', { host: error.host }),
    why: toSay('error.client-cert-required.why'),
    next: toSay('error.client-cert-required.next'),
  }),
  'bad-psk': (error) => ({
    what: toSay('error.bad-psk.what', { host: error.host }),
    why: toSay('error.bad-psk.why'),
    next: toSay('error.bad-psk.next'),
  }),
  'psk-missing': (error) => ({
    what: toSay('error.psk-missing.what', { host: error.host }),
    why: toSay('error.psk-missing.why'),
    next: toSay('error.psk-missing.next'),
  }),
  'key-passphrase': (error) =>
    error.given
      ? {
          what: toSay('error.key-passphrase.what', { path: error.path }),
          why: toSay('error.key-passphrase.why'),
          next: toSay('error.key-passphrase.next'),
        }
      : {
          what: toSay('error.key-passphrase.what.2', { path: error.path }),
          why: toSay('error.key-passphrase.why.2'),
          next: toSay('error.key-passphrase.next.2'),
        },
  'key-format': (error) => ({
    what: toSay('error.key-format.what', { path: error.path, detail: error.detail }),
    why: toSay('error.key-format.why'),
    next: toSay('error.key-format.next'),
  }),
  'port-in-use'(error) {
    if (error.port === 0) return explainSocketFile(error.host);
    return {
      what: toSay('error.port-in-use.what', { port: error.port, host: error.host, program: holder(error.holder) }),
      why: toSay('error.port-in-use.why'),
      next: toSay('error.port-in-use.next'),
    };
  },
  unverified: () => ({
    what: toSay('error.unverified.what'),
    why: toSay('error.unverified.why'),
    next: toSay('error.unverified.next'),
  }),
  ring: ({ names }) => explainRing(names),
  'vpn-loop': ({ host, address, device }) => ({
    what: toSay('error.vpn-loop.what', { host }),
    why: toSay('error.vpn-loop.why', { address, device }),
    next: toSay('error.vpn-loop.next'),
  }),
  'vpn-address': ({ host }) => ({
    what: toSay('error.vpn-address.what', { host }),
    why: toSay('error.vpn-address.why'),
    next: toSay('error.vpn-address.next'),
  }),
  'port-forbidden': explainForbidden,
  'service-closed': (error) =>
    error.during === 'handshake'
      ? {
          what: toSay('error.service-closed.what', { server: at(error) }),
          why: toSay('error.service-closed.why'),
          next: toSay('error.service-closed.next'),
        }
      : {
          what: toSay('error.service-closed.what.2', { server: at(error) }),
          why: toSay('error.service-closed.why.2'),
          next: toSay('error.service-closed.next.2'),
        },
  'unsupported-option': (error) => ({
    what: toSay('error.unsupported-option.what', { option: error.option, value: error.value, reason: error.reason }),
    why: toSay('error.unsupported-option.why'),
    next: toSay('error.unsupported-option.next'),
  }),
  internal: ({ code }) => (code.startsWith('ERR_SSL_') ? brokenTls(code) : unexpected(code)),
};

function explainCredentials(
  error: TunnelError & { readonly kind: 'proxy' },
  { given, asker: who }: Credentials,
): UnsaidExplanation {
  return given
    ? {
        what: toSay('error.credentials.what', { asker: who, server: at(error), detail: error.detail }),
        why: toSay('error.credentials.why'),
        next: toSay('error.credentials.next'),
      }
    : {
        what: toSay('error.credentials.what.2', { asker: who, server: at(error), detail: error.detail }),
        why: toSay('error.credentials.why.2', { asker: who }),
        next: toSay('error.credentials.next.2', { asker: who }),
      };
}

function explainTimeout(error: TunnelError & { readonly kind: 'timeout' }): UnsaidExplanation {
  switch (error.step) {
    case 'connect':
      return {
        what: toSay('error.timeout.what', { server: at(error), seconds: error.seconds }),
        why: toSay('error.timeout.why'),
        next: toSay('error.timeout.next'),
        ...localNetworkFirst(error.host),
      };
    case 'handshake':
      return {
        what: toSay('error.timeout.what.2', { server: at(error), seconds: error.seconds }),
        why: toSay('error.timeout.why.2'),
        next: toSay('error.timeout.next.2'),
      };
    case 'negotiation':
      return {
        what: toSay('error.timeout.what.3', { server: at(error), seconds: error.seconds }),
        why: toSay('error.timeout.why.3'),
        next: toSay('error.timeout.next.3'),
      };
    case 'idle':
      return {
        what: toSay('error.timeout.what.4', { server: at(error), seconds: error.seconds }),
        why: toSay('error.timeout.why.4'),
        next: toSay('error.timeout.next.4'),
      };
  }
}

function explainForbidden(error: TunnelError & { readonly kind: 'port-forbidden' }): UnsaidExplanation {
  if (error.port === 0 && /^[/\\]/.test(error.host)) return explainSocketFolder(error.host, error.code);
  switch (error.code) {
    case 'EADDRNOTAVAIL':
      return {
        what: toSay('error.forbidden.what', { server: at(error), code: error.code }),
        why: toSay('error.forbidden.why'),
        next: toSay('error.forbidden.next'),
      };
    case 'EINVAL':
      return {
        what: toSay('error.forbidden.what.2', { server: at(error), code: error.code }),
        why: toSay('error.forbidden.why.2'),
        next: toSay('error.forbidden.next.2'),
      };
    default:
      return {
        what: toSay('error.forbidden.what.3', { server: at(error), code: error.code }),
        why: toSay('error.forbidden.why.3'),
        next: toSay('error.forbidden.next.3'),
      };
  }
}

function explainRing([first = '', ...others]: readonly string[]): UnsaidExplanation {
  if (others.length === 0) {
    return {
      what: toSay('error.ring.what', { first }),
      why: toSay('error.ring.why'),
      next: toSay('error.ring.next'),
    };
  }
  const tunnels = { list: [first, ...others].map((name) => toSay('error.tunnel', { name })) };
  return {
    what: toSay('error.ring.what.2', { tunnels }),
    why: toSay('error.ring.why.2'),
    next: toSay('error.ring.next.2'),
  };
}

function explainSocketFile(path: string): UnsaidExplanation {
  return {
    what: toSay('error.socketFile.what', { path }),
    why: toSay('error.socketFile.why'),
    next: toSay('error.socketFile.next'),
  };
}

function explainSocketFolder(path: string, code: string): UnsaidExplanation {
  const isElsewhere = code === 'EINVAL';
  const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
  return {
    what: toSay('error.socketFolder.what', { path, code }),
    why: toSay(
      isElsewhere
        ? 'error.socketFolder.why.system'
        : isMissing
          ? 'error.socketFolder.why.missing'
          : 'error.socketFolder.why',
    ),
    next: toSay('error.socketFolder.next'),
  };
}

/** `host:port`, with brackets where the colons of an IPv6 address would be misread. */
function at({ host, port }: { readonly host: string; readonly port: number }): string {
  if (host.startsWith('/') || host.startsWith('\\\\')) return host;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function holder(program: { readonly pid: number; readonly name: string } | null): Text {
  return program === null
    ? toSay('error.anotherProgram')
    : toSay('activity.process', { program: program.name, pid: program.pid });
}

/** The common name, else the whole distinguished name. */
function name(distinguishedName: string): string | Text {
  return /(?:^|, )CN=((?:\\.|[^,])+)/.exec(distinguishedName)?.[1] ?? (distinguishedName || toSay('error.unnamed'));
}

function day(iso: CertificateSummary['validTo']): string {
  return iso.slice(0, 10);
}

function list(items: readonly (string | Text)[]): Text | TextList {
  return items.length === 0 ? toSay('error.expectedName') : { list: items };
}

/** On a Mac, for a computer of the local network: the permission before anything else. */
function localNetworkFirst(host: string): Partial<UnsaidExplanation> {
  if (!mayNeedPermission(host, process.platform, release())) return {};
  return {
    why: toSay('error.localNetworkFirst.why'),
    next: toSay('error.localNetworkFirst.next'),
  };
}

const unexpected = (code: string): UnsaidExplanation => ({
  // The detail is a library's own text, for the log and not for a person.
  what: toSay('error.unexpected.what', { code }),
  why: toSay('error.unexpected.why'),
  next: toSay('error.unexpected.next'),
});

/** TLS libraries have hundreds of codes for what they refuse; their words tell more than the code. */
const wordsOf = (code: string): string => code.replace('ERR_SSL_', '').replaceAll('_', ' ').toLowerCase();

const brokenTls = (code: string, reason = wordsOf(code)): UnsaidExplanation => ({
  what: toSay('error.brokenTls.what', { reason }),
  why: toSay('error.brokenTls.why'),
  next: toSay('error.brokenTls.next'),
});
