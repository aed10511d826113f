/** The one thing a person can do about a blocked tunnel. */
import type { Remedy, TunnelError } from '../../preload/types.ts';

export function remedyFor(error: TunnelError): Remedy {
  switch (error.kind) {
    case 'cert-untrusted':
    case 'cert-name':
      return error.strict ? { kind: 'retry' } : { kind: 'trust-certificate', certificate: error.certificate };
    case 'cert-changed':
      return { kind: 'replace-certificate', certificate: error.certificate, expected: error.expected };
    case 'port-in-use':
      // A socket has no port.
      return { kind: error.port === 0 ? 'edit-profile' : 'use-free-port' };
    case 'port-forbidden':
      // No port is free at an address that this computer does not have.
      return { kind: error.code === 'EACCES' && error.port !== 0 ? 'use-free-port' : 'edit-profile' };
    case 'key-passphrase':
      return { kind: 'enter-secret', field: 'key-passphrase', isWrong: error.given };
    case 'psk-missing':
      return { kind: 'enter-secret', field: 'psk', isWrong: false };
    case 'bad-psk':
      return { kind: 'enter-secret', field: 'psk', isWrong: true };
    case 'proxy':
      return error.credentials === undefined
        ? { kind: 'retry' }
        : { kind: 'enter-secret', field: error.credentials.field, isWrong: error.credentials.given };
    case 'client-cert-required':
      return { kind: 'choose-identity' };
    case 'ring':
    case 'unverified':
    case 'vpn-loop':
    case 'vpn-address':
    case 'protocol-version':
    case 'no-shared-cipher':
    case 'key-format':
    case 'unsupported-option':
      return { kind: 'edit-profile' };
    case 'dns':
    case 'refused':
    case 'unreachable':
    case 'timeout':
    case 'not-tls':
    case 'captive-portal':
    case 'cert-expired':
    case 'cert-key-usage':
    case 'cert-revoked':
    case 'revocation-unknown':
    case 'service-closed':
    case 'internal':
      return { kind: 'retry' };
  }
}
