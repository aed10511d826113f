import type { Profile } from '../../preload/types.ts';

/** The files that a profile names. */
export function filesOf({ trust, identity, psk, revocation }: Profile): readonly string[] {
  const certificates = trust.kind === 'authority' || trust.kind === 'pinned' ? trust.certificates : [];
  return [
    ...certificates.flatMap((source) => (source.kind === 'pem' ? [] : [source.path])),
    ...(identity === undefined ? [] : identity.kind === 'pem' ? [identity.certificate, identity.key] : [identity.path]),
    ...(psk?.kind === 'file' ? [psk.path] : []),
    ...(revocation?.lists ?? []),
  ];
}
