/** Errors in words. The window, the tray, notifications, the command line and the log all say these sentences. */

import { release } from 'node:os';
import type { CertificateSummary, Credentials, Explanation, TunnelError } from '../../preload/types.ts';
import { listed } from '../../preload/words/format.ts';
import { t } from '../../preload/words/words.ts';
import { explainPlain } from './explain-plain.ts';
import { mayNeedPermission } from './local-network.ts';

type Kind = TunnelError['kind'];
type ErrorOf = { readonly [K in Kind]: Extract<TunnelError, { readonly kind: K }> };

/** What happened, why that usually is, what to do next: a sentence or two each. */
export function explain<K extends Kind>(error: ErrorOf[K]): Explanation {
  return sentences[error.kind as K](error);
}

const sentences: { readonly [K in Kind]: (error: ErrorOf[K]) => Explanation } = {
  dns: (error) => ({
    what: t('error.dns.what', { host: error.host, code: error.code }),
    why: t('error.dns.why'),
    next: t('error.dns.next'),
  }),
  refused: (error) => ({
    what: t('error.refused.what', { server: at(error) }),
    why: t('error.refused.why'),
    next: t('error.refused.next'),
  }),
  unreachable(error) {
    if (error.code === 'EADDRNOTAVAIL') {
      return {
        what: t('error.unreachable.what', { server: at(error), code: error.code }),
        why: t('error.unreachable.why'),
        next: t('error.unreachable.next'),
      };
    }
    return {
      what: t('error.unreachable.what.2', { server: at(error), code: error.code }),
      why:
        error.code === 'EACCES' || error.code === 'EPERM' ? t('error.unreachable.why.2') : t('error.unreachable.why.3'),
      next: t('error.unreachable.next.2'),
      ...(error.code === 'EHOSTUNREACH' ? localNetworkFirst(error.host) : {}),
    };
  },
  timeout: explainTimeout,
  proxy(error) {
    if (error.credentials !== undefined) return explainCredentials(error, error.credentials);
    return {
      what: t('error.proxy.what', { server: at(error), detail: error.detail }),
      why: t('error.proxy.why'),
      next: t('error.proxy.next'),
    };
  },
  'not-tls'(error) {
    if (error.service !== undefined) return explainPlain(at(error), error.service);
    return {
      what: t('error.not-tls.what', { server: at(error) }),
      why: t('error.not-tls.why'),
      next: t('error.checkPort'),
    };
  },
  'captive-portal': (error) => ({
    what: t('error.captive-portal.what', { server: at(error) }),
    why: t('error.captive-portal.why'),
    next: error.page === null ? t('error.captive-portal.next') : t('error.captive-portal.next.2', { page: error.page }),
  }),
  'protocol-version': (error) => ({
    what: t('error.protocol-version.what', { server: at(error) }),
    why: t('error.protocol-version.why'),
    next: t('error.protocol-version.next'),
  }),
  'no-shared-cipher': (error) => ({
    what: t('error.no-shared-cipher.what', { server: at(error) }),
    why: t('error.no-shared-cipher.why'),
    next: t('error.no-shared-cipher.next'),
  }),
  'cert-untrusted': (error) =>
    error.strict
      ? {
          what: t('error.cert-untrusted.what', { host: error.host }),
          why: error.certificate.selfSigned
            ? t('error.cert-untrusted.why')
            : t('error.cert-untrusted.why.2', { issuer: name(error.certificate.issuer) }),
          next: t('error.cert-untrusted.next'),
        }
      : {
          what: t('error.cert-untrusted.what.2', { host: error.host }),
          why: error.certificate.selfSigned
            ? t('error.cert-untrusted.why.3')
            : t('error.cert-untrusted.why.4', { issuer: name(error.certificate.issuer) }),
          next: t('error.cert-untrusted.next.2'),
        },
  'cert-changed': (error) => ({
    what: t('error.cert-changed.what', { host: error.host }),
    why: t('error.cert-changed.why'),
    next: t('error.cert-changed.next'),
  }),
  'cert-expired': (error) =>
    error.when === 'expired'
      ? {
          what: t('error.cert-expired.what', { host: error.host, date: day(error.certificate.validTo) }),
          why: t('error.cert-expired.why'),
          next: t('error.cert-expired.next'),
        }
      : {
          what: t('error.cert-expired.what.2', { host: error.host, date: day(error.certificate.validFrom) }),
          why: t('error.cert-expired.why.2'),
          next: t('error.cert-expired.next.2'),
        },
  'cert-name': (error) => ({
    what: t('error.cert-name.what', { host: error.host, names: list(error.expected) }),
    why: t('error.cert-name.why', {
      names: list(error.certificate.names.length > 0 ? error.certificate.names : [name(error.certificate.subject)]),
    }),
    next: error.strict ? t('error.cert-name.next') : t('error.cert-name.next.2'),
  }),
  'cert-key-usage': (error) => ({
    what: t('error.cert-key-usage.what', { host: error.host }),
    why: t('error.cert-key-usage.why'),
    next: t('error.cert-key-usage.next'),
  }),
  'cert-revoked': (error) => ({
    what: t('error.cert-revoked.what', { host: error.host }),
    why: t('error.cert-revoked.why'),
    next: t('error.cert-revoked.next'),
  }),
  'revocation-unknown': (error) => ({
    what: t('error.revocation-unknown.what', { host: error.host, detail: error.detail }),
    why: error.source === 'list' ? t('error.revocation-unknown.why') : t('error.revocation-unknown.why.2'),
    next: error.source === 'list' ? t('error.revocation-unknown.next') : t('error.revocation-unknown.next.2'),
  }),
  'client-cert-required': (error) => ({
    what: t('error.client-cert-required.what', { host: error.host }),
    why: t('error.client-cert-required.why'),
    next: t('error.client-cert-required.next'),
  }),
  'bad-psk': (error) => ({
    what: t('error.bad-psk.what', { host: error.host }),
    why: t('error.bad-psk.why'),
    next: t('error.bad-psk.next'),
  }),
  'psk-missing': (error) => ({
    what: t('error.psk-missing.what', { host: error.host }),
    why: t('error.psk-missing.why'),
    next: t('error.psk-missing.next'),
  }),
  'key-passphrase': (error) =>
    error.given
      ? {
          what: t('error.key-passphrase.what', { path: error.path }),
          why: t('error.key-passphrase.why'),
          next: t('error.key-passphrase.next'),
        }
      : {
          what: t('error.key-passphrase.what.2', { path: error.path }),
          why: t('error.key-passphrase.why.2'),
          next: t('error.key-passphrase.next.2'),
        },
  'key-format': (error) => ({
    what: t('error.key-format.what', { path: error.path, detail: error.detail }),
    why: t('error.key-format.why'),
    next: t('error.key-format.next'),
  }),
  'port-in-use'(error) {
    if (error.port === 0) return explainSocketFile(error.host);
    return {
      what: t('error.port-in-use.what', { port: error.port, host: error.host, program: holder(error.holder) }),
      why: t('error.port-in-use.why'),
      next: t('error.port-in-use.next'),
    };
  },
  unverified: () => ({
    what: 'The tunnel stays off: its profile does not verify the server.',
    why: 'An administrator of this computer wants every server verified.',
    next: 'Say in the profile, at Trust, how the server is to be verified.',
  }),
  ring: ({ names }) => explainRing(names),
  'vpn-loop': ({ host, address, device }) => ({
    what: t('error.vpn-loop.what', { host }),
    why: t('error.vpn-loop.why', { address, device }),
    next: t('error.vpn-loop.next'),
  }),
  'vpn-address': ({ host }) => ({
    what: t('error.vpn-address.what', { host }),
    why: t('error.vpn-address.why'),
    next: t('error.vpn-address.next'),
  }),
  'port-forbidden': explainForbidden,
  'service-closed': (error) =>
    error.during === 'handshake'
      ? {
          what: t('error.service-closed.what', { server: at(error) }),
          why: t('error.service-closed.why'),
          next: t('error.service-closed.next'),
        }
      : {
          what: t('error.service-closed.what.2', { server: at(error) }),
          why: t('error.service-closed.why.2'),
          next: t('error.service-closed.next.2'),
        },
  'unsupported-option': (error) => ({
    what: t('error.unsupported-option.what', { option: error.option, value: error.value, reason: error.reason }),
    why: t('error.unsupported-option.why'),
    next: t('error.unsupported-option.next'),
  }),
  internal: ({ code }) => (code.startsWith('ERR_SSL_') ? brokenTls(code) : unexpected(code)),
};

function explainCredentials(
  error: TunnelError & { readonly kind: 'proxy' },
  { given, asker: who }: Credentials,
): Explanation {
  return given
    ? {
        what: t('error.credentials.what', { asker: who, server: at(error), detail: error.detail }),
        why: t('error.credentials.why'),
        next: t('error.credentials.next'),
      }
    : {
        what: t('error.credentials.what.2', { asker: who, server: at(error), detail: error.detail }),
        why: t('error.credentials.why.2', { asker: who }),
        next: t('error.credentials.next.2', { asker: who }),
      };
}

function explainTimeout(error: TunnelError & { readonly kind: 'timeout' }): Explanation {
  switch (error.step) {
    case 'connect':
      return {
        what: t('error.timeout.what', { server: at(error), seconds: error.seconds }),
        why: t('error.timeout.why'),
        next: t('error.timeout.next'),
        ...localNetworkFirst(error.host),
      };
    case 'handshake':
      return {
        what: t('error.timeout.what.2', { server: at(error), seconds: error.seconds }),
        why: t('error.timeout.why.2'),
        next: t('error.timeout.next.2'),
      };
    case 'negotiation':
      return {
        what: t('error.timeout.what.3', { server: at(error), seconds: error.seconds }),
        why: t('error.timeout.why.3'),
        next: t('error.timeout.next.3'),
      };
    case 'idle':
      return {
        what: t('error.timeout.what.4', { server: at(error), seconds: error.seconds }),
        why: t('error.timeout.why.4'),
        next: t('error.timeout.next.4'),
      };
  }
}

function explainForbidden(error: TunnelError & { readonly kind: 'port-forbidden' }): Explanation {
  if (error.port === 0 && /^[/\\]/.test(error.host)) return explainSocketFolder(error.host, error.code);
  switch (error.code) {
    case 'EADDRNOTAVAIL':
      return {
        what: t('error.forbidden.what', { server: at(error), code: error.code }),
        why: t('error.forbidden.why'),
        next: t('error.forbidden.next'),
      };
    case 'EINVAL':
      return {
        what: t('error.forbidden.what.2', { server: at(error), code: error.code }),
        why: t('error.forbidden.why.2'),
        next: t('error.forbidden.next.2'),
      };
    default:
      return {
        what: t('error.forbidden.what.3', { server: at(error), code: error.code }),
        why: t('error.forbidden.why.3'),
        next: t('error.forbidden.next.3'),
      };
  }
}

function explainRing([first = '', ...others]: readonly string[]): Explanation {
  if (others.length === 0) {
    return {
      what: t('error.ring.what', { first }),
      why: t('error.ring.why'),
      next: t('error.ring.next'),
    };
  }
  const tunnels = listed([first, ...others].map((name) => t('error.tunnel', { name })));
  return {
    what: t('error.ring.what.2', { tunnels }),
    why: t('error.ring.why.2'),
    next: t('error.ring.next.2'),
  };
}

function explainSocketFile(path: string): Explanation {
  return {
    what: t('error.socketFile.what', { path }),
    why: t('error.socketFile.why'),
    next: t('error.socketFile.next'),
  };
}

function explainSocketFolder(path: string, code: string): Explanation {
  const isElsewhere = code === 'EINVAL';
  const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
  return {
    what: t('error.socketFolder.what', { path, code }),
    why: t(
      isElsewhere
        ? 'error.socketFolder.why.system'
        : isMissing
          ? 'error.socketFolder.why.missing'
          : 'error.socketFolder.why',
    ),
    next: t('error.socketFolder.next'),
  };
}

/** `host:port`, with brackets where the colons of an IPv6 address would be misread. */
function at({ host, port }: { readonly host: string; readonly port: number }): string {
  if (host.startsWith('/') || host.startsWith('\\\\')) return host;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function holder(program: { readonly pid: number; readonly name: string } | null): string {
  return program === null
    ? t('error.anotherProgram')
    : t('activity.process', { program: program.name, pid: program.pid });
}

/** The common name, else the whole distinguished name. */
function name(distinguishedName: string): string {
  return /(?:^|, )CN=((?:\\.|[^,])+)/.exec(distinguishedName)?.[1] ?? (distinguishedName || t('error.unnamed'));
}

function day(iso: CertificateSummary['validTo']): string {
  return iso.slice(0, 10);
}

function list(items: readonly string[]): string {
  return items.length === 0 ? t('error.expectedName') : listed(items);
}

/** On a Mac, for a computer of the local network: the permission before anything else. */
function localNetworkFirst(host: string): Partial<Explanation> {
  if (!mayNeedPermission(host, process.platform, release())) return {};
  return {
    why: t('error.localNetworkFirst.why'),
    next: t('error.localNetworkFirst.next'),
  };
}

const unexpected = (code: string): Explanation => ({
  // The detail is a library's own text, for the log and not for a person.
  what: t('error.unexpected.what', { code }),
  why: t('error.unexpected.why'),
  next: t('error.unexpected.next'),
});

/** TLS libraries have hundreds of codes for what they refuse; their words tell more than the code. */
const wordsOf = (code: string): string => code.replace('ERR_SSL_', '').replaceAll('_', ' ').toLowerCase();

const brokenTls = (code: string, reason = wordsOf(code)): Explanation => ({
  what: t('error.brokenTls.what', { reason }),
  why: t('error.brokenTls.why'),
  next: t('error.brokenTls.next'),
});
