/** OpenVPN's clients, and what a configuration needs at least so that OpenVPN goes through the tunnel. */

import { isIPv6 } from 'node:net';
import { toSay } from '../../../preload/words/text.ts';
import type { Client, Recipe } from '../client.ts';
import { clientForms, type OpenvpnClient } from '../openvpn/clients.ts';

const client = (id: OpenvpnClient, places: Client['places']): Client => ({ id, label: clientForms[id].label, places });

/** How they are told is openvpn/hand-over.ts' affair. Those that need no terminal come first. */
export const openvpn: Recipe = {
  label: toSay('launch.openvpn'),
  clients: [
    // Its plug-in: without it NetworkManager knows no OpenVPN.
    client('network-manager', {
      linux: [
        '/usr/lib/NetworkManager/nm-openvpn-service',
        '/usr/libexec/nm-openvpn-service',
        '/usr/lib/nm-openvpn-service',
        '/usr/lib64/NetworkManager/nm-openvpn-service',
      ],
    }),
    client('tunnelblick', { darwin: ['{applications}/Tunnelblick.app'] }),
    client('openvpn-gui', { win32: [String.raw`{programs}\OpenVPN\bin\openvpn-gui.exe`] }),
    client('openvpn-connect', {
      darwin: ['{applications}/OpenVPN Connect.app', '{applications}/OpenVPN Connect/OpenVPN Connect.app'],
      win32: [String.raw`{programs}\OpenVPN Connect\OpenVPNConnect.exe`],
    }),
    client('viscosity', {
      darwin: ['{applications}/Viscosity.app'],
      win32: [String.raw`{programs}\Viscosity\Viscosity.exe`],
    }),
    client('openvpn', {
      linux: ['openvpn', '/usr/sbin/openvpn', '/usr/local/sbin/openvpn'],
      darwin: ['openvpn', '/opt/homebrew/sbin/openvpn', '/usr/local/sbin/openvpn', '/opt/local/sbin/openvpn2'],
    }),
  ],
  // A route past the VPN is not among them: it is gone after the next change of network, and the tunnel caught in the VPN.
  lines: ({ host, port }) => [
    { label: toSay('launch.line'), text: `remote ${host} ${port} ${isIPv6(host) ? 'tcp6-client' : 'tcp-client'}` },
  ],
};
