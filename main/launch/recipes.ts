/** What a profile's application is started with. Pure: argument lists only, text for a shell is made by quote.ts. */
import { isIPv6 } from 'node:net';
import type { Application, Endpoint, Profile } from '../../preload/types.ts';
import { quoteFor } from './quote.ts';

export interface LaunchPlan {
  /** For a button: `Open SSH`. */
  readonly label: string;
  /** `copy`: there is nothing to start, the text goes to the clipboard. */
  readonly kind: 'terminal' | 'browser' | 'copy';
  /** Program and arguments for `terminal`, the address for `browser`, empty for `copy`. */
  readonly argv: readonly string[];
  /** The line to copy, quoted for the platform's shell. */
  readonly command: string;
}

interface Local {
  /** Address that a local program connects to. */
  readonly host: string;
  readonly port: string;
  /** Host of the server at the far end. */
  readonly server: string;
  readonly user: string | null;
  readonly platform: NodeJS.Platform;
}

type Recipe = (
  local: Local,
) => { readonly label: string } & (
  | { readonly kind: 'terminal'; readonly argv: readonly string[] }
  | { readonly kind: 'browser'; readonly url: string; readonly argv: readonly string[] }
  | { readonly kind: 'copy'; readonly text: string }
);

const option = (name: string, value: string | null): readonly string[] => (value === null ? [] : [name, value]);
const login = (local: Local, host = local.host): string => (local.user === null ? host : `${local.user}@${host}`);
const bracketed = (host: string): string => (isIPv6(host) ? `[${host}]` : host);

const recipes: Readonly<Record<Application, Recipe>> = {
  // Without an alias all tunnels would share one line in known_hosts, that of 127.0.0.1.
  ssh: (local) => ({
    label: 'Open SSH',
    kind: 'terminal',
    argv: ['ssh', '-p', local.port, '-o', `HostKeyAlias=${local.server}`, login(local)],
  }),
  sftp: (local) => ({
    label: 'Open SFTP',
    kind: 'terminal',
    argv: ['sftp', '-P', local.port, '-o', `HostKeyAlias=${local.server}`, login(local, bracketed(local.host))],
  }),
  // A full-tunnel VPN would otherwise route the tunnel's own packets into itself: the server keeps its old route.
  openvpn: (local) => ({
    label: 'Copy OpenVPN lines',
    kind: 'copy',
    text: [
      `remote ${local.host} ${local.port} ${isIPv6(local.host) ? 'tcp6-client' : 'tcp-client'}`,
      // openvpn(8): --route takes names and IPv4 addresses; --route-ipv6 knows no word for the gateway there was.
      isIPv6(local.server)
        ? `# If the VPN takes over IPv6, give ${local.server} a route of its own, through your network's router.`
        : `route ${local.server} 255.255.255.255 net_gateway`,
    ].join('\n'),
  }),
  rsync: (local) => ({
    label: 'List rsync modules',
    kind: 'terminal',
    argv: ['rsync', `--port=${local.port}`, `rsync://${login(local, bracketed(local.host))}/`],
  }),
  http: (local) => {
    const url = `http://${bracketed(local.host)}:${local.port}/`;
    return { label: 'Open in browser', kind: 'browser', url, argv: ['curl', url] };
  },
  redis: (local) => ({
    label: 'Open redis-cli',
    kind: 'terminal',
    argv: [
      'redis-cli',
      '-h',
      local.host,
      '-p',
      local.port,
      ...(local.user === null ? [] : ['--user', local.user, '--askpass']),
    ],
  }),
  mongodb: (local) => ({
    label: 'Open mongosh',
    kind: 'terminal',
    argv: ['mongosh', '--host', local.host, '--port', local.port, ...option('--username', local.user)],
  }),
  postgresql: (local) => ({
    label: 'Open psql',
    kind: 'terminal',
    argv: ['psql', '-h', local.host, '-p', local.port, ...option('-U', local.user), '-d', 'postgres'],
  }),
  mysql: (local) => ({
    label: 'Open mysql',
    kind: 'terminal',
    argv: ['mysql', '--protocol=TCP', '-h', local.host, '-P', local.port, ...option('-u', local.user), '-p'],
  }),
  vnc: (local) => ({
    label: 'Open VNC',
    kind: 'terminal',
    argv:
      local.platform === 'darwin'
        ? ['open', `vnc://${login(local, bracketed(local.host))}:${local.port}`]
        : ['vncviewer', `${bracketed(local.host)}::${local.port}`],
  }),
  rdp: (local) => ({ label: 'Open remote desktop', kind: 'terminal', argv: rdpArguments(local) }),
  custom: (local) => ({ label: 'Copy address', kind: 'copy', text: `${bracketed(local.host)}:${local.port}` }),
};

function rdpArguments(local: Local): readonly string[] {
  const address = `${bracketed(local.host)}:${local.port}`;
  if (local.platform === 'win32') return ['mstsc', `/v:${address}`];
  if (local.platform === 'darwin') return ['open', `rdp://full%20address=s:${address}`];
  return ['xfreerdp', `/v:${address}`, ...(local.user === null ? [] : [`/u:${local.user}`])];
}

/** The address for a program on this machine: a listener on all interfaces is reached through loopback. */
function reachable(endpoint: Endpoint): string {
  if (endpoint.host === '0.0.0.0' || endpoint.host === 'localhost') return '127.0.0.1';
  return endpoint.host === '::' ? '::1' : endpoint.host;
}

/** How the profile's application is started through the tunnel; null when the profile has no address to connect to. */
export function launchPlan(profile: Profile, platform: NodeJS.Platform): LaunchPlan | null {
  const [accept] = profile.accept;
  const [connect] = profile.connect;
  if (accept === undefined || connect === undefined) return null;
  const plan = recipes[profile.application]({
    host: reachable(accept),
    port: String(accept.port),
    server: connect.host,
    user: profile.user,
    platform,
  });
  if (plan.kind === 'copy') return { label: plan.label, kind: 'copy', argv: [], command: plan.text };
  const command = quoteFor(platform, plan.argv);
  if (plan.kind === 'browser') return { label: plan.label, kind: 'browser', argv: [plan.url], command };
  return { label: plan.label, kind: 'terminal', argv: plan.argv, command };
}
