import { z } from 'zod';
import { filePathSchema } from '../schemas.ts';
import { toSay } from '../words/text.ts';
import { field, keep } from './field.ts';
import { parted } from './words.ts';

/** The configuration that the people of an OpenVPN server hand out, and what of this computer goes through the VPN. */
export const openvpnSchema = z.strictObject({
  path: filePathSchema,
  /** `networks`: what the server and the configuration name, and nothing else. */
  traffic: z.enum(['everything', 'networks']),
  /** Nothing leaves by IPv6 past a VPN that carries IPv4 only. */
  blockIpv6: z.boolean(),
});

/** Left out: Adit does not start the VPN. */
export const openvpn = field(openvpnSchema.optional(), {
  label: 'field.openvpn',
  words: (openvpn) => {
    if (openvpn === undefined) return toSay('value.none');
    const { path, traffic, blockIpv6 } = openvpn;
    return parted([
      path,
      traffic === 'everything' ? toSay('value.openvpn.everything') : toSay('value.openvpn.networks'),
      ...(blockIpv6 ? [toSay('value.openvpn.noIpv6')] : []),
    ]);
  },
  usual: undefined,
  update: keep,
  shared: {
    told: toSay('note.share.openvpn'),
    refused: toSay('note.shared.openvpn'),
  },
  stunnel: { kind: 'none' },
  preview: 'own place',
  engine: 'no',
  editor: { section: 'profile' },
  files: (openvpn) => (openvpn === undefined ? [] : [openvpn.path]),
});
