/** What a client's configuration needs so that OpenVPN goes through the tunnel. */
import { isIPv6 } from 'node:net';
import type { Recipe } from '../client.ts';

export const openvpn: Recipe = {
  label: 'Copy OpenVPN lines',
  clients: [],
  lines: ({ host, port, server }) => [
    {
      label: 'Lines',
      // A full-tunnel VPN would otherwise route the tunnel's own packets into itself: the server keeps its old route.
      text: [
        `remote ${host} ${port} ${isIPv6(host) ? 'tcp6-client' : 'tcp-client'}`,
        // openvpn(8): --route takes names and IPv4 addresses; --route-ipv6 knows no word for the gateway there was.
        isIPv6(server)
          ? `# If the VPN takes over IPv6, give ${server} a route of its own, through your network's router.`
          : `route ${server} 255.255.255.255 net_gateway`,
      ].join('\n'),
    },
  ],
};
