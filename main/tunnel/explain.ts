/** Errors in words. The window, the tray, notifications, the command line and the log all say these sentences. */
import { release } from 'node:os';
import type { CertificateSummary, Credentials, Explanation, TunnelError } from '../../preload/types.ts';
import { CHECK_PORT, explainPlain } from './explain-plain.ts';
import { mayNeedPermission } from './local-network.ts';

type Kind = TunnelError['kind'];
type ErrorOf = { readonly [K in Kind]: Extract<TunnelError, { readonly kind: K }> };

/** What happened, why that usually is, what to do next: a sentence or two each. */
export function explain<K extends Kind>(error: ErrorOf[K]): Explanation {
  return sentences[error.kind as K](error);
}

const ASK_OPERATOR =
  'Ask whoever runs the server. If its authority has changed, change Trust in the profile, or CAfile in the configuration that is run.';

const sentences: { readonly [K in Kind]: (error: ErrorOf[K]) => Explanation } = {
  dns: (error) => ({
    what: `The host name ${error.host} could not be resolved (${error.code}).`,
    why: 'The name may be misspelt, or known in another network only; or this computer is offline, or its DNS server does not answer.',
    next: 'Check the host name in the profile and the network connection.',
  }),
  refused: (error) => ({
    what: `${at(error)} refused the connection.`,
    why: 'Usually nothing listens on that port: stunnel is not running there, or the port is another one. A firewall, or the sign-in page of a network, can answer alike.',
    next: 'Check the port in the profile, and that stunnel is running on the server.',
  }),
  unreachable(error) {
    if (error.code === 'EADDRNOTAVAIL') {
      return {
        what: `This computer has no address or port from which to connect to ${at(error)} (${error.code}).`,
        why: 'The source address of the profile (stunnel calls it “local”) may be of a network that this computer is not in now; or so many connections are open that no port is left.',
        next: 'Check the source address, where the profile names one.',
      };
    }
    return {
      what: `${at(error)} cannot be reached (${error.code}).`,
      why:
        error.code === 'EACCES' || error.code === 'EPERM'
          ? 'A firewall of this computer, or its rules for Adit, may forbid it.'
          : 'The network may be down, or have no way to that computer.',
      next: 'Check the network connection.',
      ...(error.code === 'EHOSTUNREACH' ? localNetworkFirst(error.host) : {}),
    };
  },
  timeout: explainTimeout,
  proxy(error) {
    if (error.credentials !== undefined) return explainCredentials(error, error.credentials);
    return {
      what: `The proxy ${at(error)} did not open the connection: ${error.detail}.`,
      why: 'It may not allow this destination or port, or did not reach it.',
      next: 'Check the proxy settings of the profile, and whether the proxy allows this port.',
    };
  },
  'not-tls'(error) {
    if (error.service !== undefined) return explainPlain(at(error), error.service);
    return {
      what: `${at(error)} answers, but does not speak TLS.`,
      why: 'The port may belong to another service, or something on the way intercepts the connection.',
      next: CHECK_PORT,
    };
  },
  'captive-portal': (error) => ({
    what: `A log-in page of the network answers in place of ${at(error)}.`,
    why: 'Networks of hotels, trains and cafés let nobody out before the log-in in a browser. What was shown is not your server, and nothing of it is trusted.',
    next: `Log in to the network${error.page === null ? ' in a browser' : ` at ${error.page}`}.`,
  }),
  'protocol-version': (error) => ({
    what: `${at(error)} and Adit have no TLS version in common.`,
    why: 'One side only allows versions that the other refuses.',
    next: 'Change the TLS versions in the profile, or sslVersion on the server.',
  }),
  'no-shared-cipher': (error) => ({
    what: `${at(error)} and Adit have no cipher in common.`,
    why: 'Usually the cipher lists of the profile and of the server do not overlap, or the server lacks a certificate for them. Some servers that want a certificate of the client answer alike.',
    next: 'Remove the cipher list from the profile, or extend the one on the server.',
  }),
  'cert-untrusted': (error) =>
    error.strict
      ? {
          what: `No trusted authority vouches for the certificate of ${error.host}.`,
          why: error.certificate.selfSigned
            ? 'It is self-signed: the server got another certificate, or someone is intercepting the connection.'
            : `Its issuer is ${name(error.certificate.issuer)}: the server got another certificate, or someone is intercepting the connection.`,
          next: ASK_OPERATOR,
        }
      : {
          what: `The certificate of ${error.host} is not trusted yet.`,
          why: error.certificate.selfSigned
            ? 'It is self-signed, as those of most stunnel servers are, so only you can say whether it is the right one.'
            : `Its issuer, ${name(error.certificate.issuer)}, is not among the trusted authorities.`,
          next: "Compare the fingerprint with the server's, then trust this certificate.",
        },
  'cert-changed': (error) => ({
    what: `${error.host} shows another certificate than the one you trusted.`,
    why: 'The server got a new certificate, or someone is intercepting the connection.',
    next: 'Ask whoever runs the server whether the certificate was changed, compare the fingerprints, and only then trust the new one.',
  }),
  'cert-expired': (error) =>
    error.when === 'expired'
      ? {
          what: `The certificate of ${error.host} expired on ${day(error.certificate.validTo)}.`,
          why: "The server's certificate was not renewed in time, or this computer's clock is wrong.",
          next: 'Have the certificate renewed on the server, and check the date of this computer.',
        }
      : {
          what: `The certificate of ${error.host} is valid only from ${day(error.certificate.validFrom)}.`,
          why: "This computer's clock is wrong, or the server's was when the certificate was made.",
          next: 'Check the date and time of this computer.',
        },
  'cert-name': (error) => ({
    what: `The certificate of ${error.host} is not for ${list(error.expected)}.`,
    why: `It names ${list(error.certificate.names.length > 0 ? error.certificate.names : [name(error.certificate.subject)])}.`,
    next: error.strict
      ? 'Correct the host name, or the names that the certificate may have. If they are right, ask whoever runs the server.'
      : 'Correct the host name in the profile, or trust exactly this certificate after comparing its fingerprint.',
  }),
  'cert-key-usage': (error) => ({
    what: `The certificate of ${error.host} is not allowed to be used by a TLS server.`,
    why: 'Its keyUsage extension lacks digitalSignature, which some TLS libraries insist on; certificates made by hand often have this fault.',
    next: 'Make a new certificate on the server with keyUsage digitalSignature, or without that extension.',
  }),
  'cert-revoked': (error) => ({
    what: `The certificate of ${error.host} was revoked by its issuer.`,
    why: 'Its key may have been stolen, or it was replaced.',
    next: 'Do not use this server before whoever runs it has installed a new certificate.',
  }),
  'revocation-unknown': (error) => ({
    what: `Nobody can say whether the certificate of ${error.host} is revoked: ${error.detail}.`,
    why:
      error.source === 'list'
        ? 'With revocation lists in the profile, only certificates that a valid list clears are accepted.'
        : 'The profile wants an answer from the issuer (OCSP) before it accepts the certificate.',
    next:
      error.source === 'list'
        ? 'Get the newest revocation list from the issuer of the certificate.'
        : 'Check that the OCSP responder can be reached from here, or do not require its answer.',
  }),
  'client-cert-required': (error) => ({
    what: `${error.host} wants a certificate from this client, or did not accept the one it got.`,
    why: 'The server lets only known clients in (verify or requireCert in its stunnel.conf).',
    next: 'Add the client certificate and key that the server expects to the profile.',
  }),
  'bad-psk': (error) => ({
    what: `${error.host} did not accept the pre-shared key.`,
    why: 'Usually the identity is unknown to the server, or the key is not the same on both sides.',
    next: 'Compare identity and key with the PSKsecrets of the server.',
  }),
  'psk-missing': (error) => ({
    what: `The pre-shared key for ${error.host} is not known on this computer.`,
    why: 'Keys are not part of profiles that are shared or imported, and without a key store of the system they are gone when Adit quits.',
    next: 'Enter the key.',
  }),
  'key-passphrase': (error) =>
    error.given
      ? {
          what: `This is not the passphrase of ${error.path}.`,
          why: 'It does not open the key. Capital letters and the keyboard’s language count; a damaged file answers alike.',
          next: 'Enter the passphrase again.',
        }
      : {
          what: `The key ${error.path} is protected with a passphrase.`,
          why: 'The file is encrypted, so that nobody who finds it can use it.',
          next: 'Enter the passphrase of the key.',
        },
  'key-format': (error) => ({
    what: `The file ${error.path} cannot be used: ${error.detail}.`,
    why: 'The file is missing, damaged, or of another format than expected.',
    next: 'Choose the right file in the profile.',
  }),
  'port-in-use'(error) {
    if (error.port === 0) return explainSocketFile(error.host);
    return {
      what: `Port ${error.port} on ${error.host} is already used by ${holder(error.holder)}.`,
      why: 'Only one program at a time can listen on a port.',
      next: 'Use another local port, or end the other program.',
    };
  },
  unverified: () => ({
    what: 'The tunnel stays off: its profile does not verify the server.',
    why: 'An administrator of this computer wants every server verified.',
    next: 'Say in the profile, at Trust, how the server is to be verified.',
  }),
  ring: ({ names }) => explainRing(names),
  'vpn-loop': ({ host, address, device }) => ({
    what: `The way to ${host} goes through the VPN itself.`,
    why: `What is sent to ${address} goes into ${device}, the VPN that this tunnel carries, so that nothing gets out.`,
    next: 'End the VPN and start it with Connect: the configuration that Adit makes leaves the server out of the VPN.',
  }),
  'vpn-address': ({ host }) => ({
    what: `The VPN does not leave out an address of ${host}.`,
    why: 'The server of the profile, or its proxy, is another one than when the VPN’s configuration was made; to connect there would send the tunnel into the VPN.',
    next: 'Press Connect, so that the VPN is started with a configuration for the new address.',
  }),
  'port-forbidden': explainForbidden,
  'service-closed': (error) =>
    error.during === 'handshake'
      ? {
          what: `${at(error)} closed the connection before it was secured.`,
          why: 'Something on the way may block it, or the server lets only certain addresses or names in.',
          next: "Check host and port, and the server's log.",
        }
      : {
          what: `${at(error)} accepted the connection and closed it at once.`,
          why: 'The service behind stunnel is usually not running, or the connect line on the server names the wrong port.',
          next: 'Check on the server that the service is running.',
        },
  'unsupported-option': (error) => ({
    what: `${error.option} = ${error.value} cannot be used: ${error.reason}.`,
    why: 'The TLS library of this program, or the server, does not support this setting.',
    next: 'Change or remove the setting in the profile.',
  }),
  internal: ({ code }) => (code.startsWith('ERR_SSL_') ? brokenTls(code) : unexpected(code)),
};

function explainCredentials(
  error: TunnelError & { readonly kind: 'proxy' },
  { given, asker: who }: Credentials,
): Explanation {
  return given
    ? {
        what: `The ${who} ${at(error)} did not accept the login: ${error.detail}.`,
        why: 'The user name or the password is wrong, or has expired.',
        next: 'Enter the user name and the password again.',
      }
    : {
        what: `The ${who} ${at(error)} wants a login: ${error.detail}.`,
        why: `Only who has an account may use this ${who}.`,
        next: `Enter the user name and the password of the ${who}.`,
      };
}

function explainTimeout(error: TunnelError & { readonly kind: 'timeout' }): Explanation {
  const seconds = `${error.seconds} ${error.seconds === 1 ? 'second' : 'seconds'}`;
  switch (error.step) {
    case 'connect':
      return {
        what: `${at(error)} did not answer within ${seconds}.`,
        why: 'The computer may be off, the address wrong, or a firewall drops the connection silently.',
        next: 'Check host and port; some networks let only port 443 through.',
        ...localNetworkFirst(error.host),
      };
    case 'handshake':
      return {
        what: `${at(error)} accepted the connection but did not answer the TLS handshake within ${seconds}.`,
        why: 'The port may belong to a service that waits for something else, or a firewall holds the data back.',
        next: "Check the port: it is the server's accept port in stunnel.conf.",
      };
    case 'negotiation':
      return {
        what: `${at(error)} did not answer within ${seconds} before TLS could start.`,
        why: 'The server may speak another protocol than the profile says, or wait for something else.',
        next: 'Check protocol and port in the profile.',
      };
    case 'idle':
      return {
        what: `The connection to ${at(error)} was idle for ${seconds} and was closed.`,
        why: 'No data came from either side.',
        next: 'Raise TIMEOUTidle in the profile, or let the program send keep-alives.',
      };
  }
}

function explainForbidden(error: TunnelError & { readonly kind: 'port-forbidden' }): Explanation {
  switch (error.code) {
    case 'EADDRNOTAVAIL':
      return {
        what: `Adit cannot listen on ${at(error)}: this computer does not have the address (${error.code}).`,
        why: 'It may be that of another computer, or of a network that this one is not in now.',
        next: 'Correct the local address; 127.0.0.1 is right for programs on this computer.',
      };
    case 'EINVAL':
      return {
        what: `The system cannot listen on ${at(error)} as it is written (${error.code}).`,
        why: 'An address that begins with fe80 is only known together with its network interface.',
        next: 'Write the interface behind it, as in fe80::1%eth0, or use 127.0.0.1 for programs on this computer.',
      };
    default:
      return {
        what: `The system does not let Adit listen on ${at(error)} (${error.code}).`,
        why: 'Ports below 1024 are often kept for administrators, and systems keep some ranges for themselves.',
        next: 'Use another local port.',
      };
  }
}

function explainRing([first = '', ...others]: readonly string[]): Explanation {
  if (others.length === 0) {
    return {
      what: `The tunnel “${first}” would connect to itself.`,
      why: 'Its server is the address of this computer on which it listens.',
      next: 'Change the server or the local port in the profile.',
    };
  }
  return {
    what: `These tunnels would connect to each other in a ring: ${[first, ...others].map((name) => `“${name}”`).join(', ')}.`,
    why: 'The server of each is the local address of the next one, and that of the last one leads back to the first, so that no connection would ever come out.',
    next: 'Change the server or the local port of one of them.',
  };
}

function explainSocketFile(path: string): Explanation {
  return {
    what: `The socket ${path} is there already.`,
    why: 'Another program listens on it, or one that ended without removing it left it behind.',
    next: 'End the other program, or remove the file when there is none.',
  };
}

/** `host:port`, with brackets where the colons of an IPv6 address would be misread. */
function at({ host, port }: { readonly host: string; readonly port: number }): string {
  if (host.startsWith('/')) return host;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function holder(program: { readonly pid: number; readonly name: string } | null): string {
  return program === null ? 'another program' : `${program.name} (process ${program.pid})`;
}

/** The common name, else the whole distinguished name. */
function name(distinguishedName: string): string {
  return /(?:^|, )CN=((?:\\.|[^,])+)/.exec(distinguishedName)?.[1] ?? (distinguishedName || 'unnamed');
}

function day(iso: CertificateSummary['validTo']): string {
  return iso.slice(0, 10);
}

function list(items: readonly string[]): string {
  return items.length === 0 ? 'the expected name' : items.join(', ');
}

/** On a Mac, for a computer of the local network: the permission before anything else. */
function localNetworkFirst(host: string): Partial<Explanation> {
  if (!mayNeedPermission(host, process.platform, release())) return {};
  return {
    why: 'macOS may not let Adit reach computers of the local network. Otherwise that computer is off, or the network has no way to it.',
    next: 'Look into System Settings › Privacy & Security › Local Network first, and allow Adit there.',
  };
}

const unexpected = (code: string): Explanation => ({
  // The detail is a library's own text, for the log and not for a person.
  what: `Something unexpected went wrong (${code}).`,
  why: 'The server did something that Adit does not know, or Adit has a fault.',
  next: 'Try again; if it stays, report it together with the log.',
});

/** TLS libraries have hundreds of codes for what they refuse; their words tell more than the code. */
const brokenTls = (code: string): Explanation => ({
  what: `The TLS connection failed: ${code.replace('ERR_SSL_', '').replaceAll('_', ' ').toLowerCase()}.`,
  why: 'Usually the server, or something on the way, sent what TLS does not allow, or more of it than it allows.',
  next: 'Check the port in the profile, and stunnel on the server; the log file has the details.',
});
