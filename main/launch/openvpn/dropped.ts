/** Directives of a user's .ovpn that a VPN through a TLS tunnel does without, and why. Plain data. */
import { type Text, toSay } from '../../../preload/words/text.ts';

const place = toSay('vpn.because.place');
const onlyUdp = toSay('vpn.because.onlyUdp');
const proxied = toSay('vpn.because.proxied');
const script = toSay('vpn.because.script');
const running = toSay('vpn.because.running');

const because = (reason: Text, names: string): readonly (readonly [string, Text])[] =>
  names.split(' ').map((name) => [name, reason]);

/** By the name of the directive: a reason that completes “left out, because …”. */
export const dropped: ReadonlyMap<string, Text> = new Map([
  ...because(
    place,
    'remote proto port rport lport local bind remote-random remote-random-hostname proto-force float connection ' +
      'server-poll-timeout ip-remote-hint',
  ),
  ...because(onlyUdp, 'explicit-exit-notify fragment fast-io mtu-test multihome mtu-disc udp-mtu'),
  ...because(proxied, 'http-proxy http-proxy-option http-proxy-user-pass http-proxy-timeout http-proxy-retry'),
  ...because(proxied, 'socks-proxy socks-proxy-retry auto-proxy'),
  ...because(
    script,
    'up down up-restart up-delay down-pre route-up route-pre-down ipchange tls-verify tls-export-cert ' +
      'auth-user-pass-verify plugin script-security iproute setenv-safe tls-crypt-v2-verify x509-track',
  ),
  ...because(
    running,
    'daemon log log-append status writepid cd chroot syslog management management-client management-hold ' +
      'management-query-passwords management-query-proxy management-query-remote management-up-down ' +
      'management-external-key management-external-cert management-forget-disconnect management-signal ' +
      'management-log-cache management-client-auth management-client-user management-client-group service',
  ),
]);
