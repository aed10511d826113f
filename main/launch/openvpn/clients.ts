/** The OpenVPN clients that people have, and what each takes in a configuration. Plain data. */
import { type Text, toSay } from '../../../preload/words/text.ts';

export type OpenvpnClient =
  | 'openvpn'
  | 'openvpn-gui'
  | 'openvpn-connect'
  | 'tunnelblick'
  | 'viscosity'
  | 'network-manager';

export interface ClientForm {
  /** A name; a text where it is more than that. */
  readonly label: string | Text;
  readonly platforms: readonly NodeJS.Platform[];
  /**
   * Whether the client can be told to ignore what the server pushes (`pull-filter`: OpenVPN 2.4, OpenVPN 3 core 3.7, which
   * is OpenVPN Connect 3.4). NetworkManager's importer passes over the line; there `never-default` does it.
   */
  readonly filtersPushed: boolean;
  /** Whether `route` takes the name of a host and the word `net_gateway`. NetworkManager refuses a file with either. */
  readonly routesByName: boolean;
  /** Whether files may be named by their paths. OpenVPN Connect copies the configuration and nothing beside it. */
  readonly readsFiles: boolean;
  /**
   * Directives whose file is put inside: clients that copy the configuration would lose what lies beside it. Empty: the
   * files stay where they are.
   */
  readonly takesInside: ReadonlySet<string>;
  /** Whether a directive that it does not know ends the start. OpenVPN Connect lists it and refuses as well. */
  readonly knows: {
    /** OpenVPN 2.6; the data channel in the kernel does not work with TCP on Windows (openvpn-gui#688). */
    readonly disableDco: boolean;
    readonly blockIpv6: boolean;
  };
}

const named = (names: string): ReadonlySet<string> => new Set(names.split(' '));
const nothing: ReadonlySet<string> = new Set();
/** openvpn(8), “Inline file support”. A PKCS#12 file is binary, and OpenVPN 3 takes none. */
const everything = named('ca cert key tls-auth tls-crypt tls-crypt-v2 crl-verify extra-certs secret');
/** What network-manager-openvpn's importer writes to files of its own (properties/import-export.c). */
const importers = named('ca cert key tls-auth tls-crypt secret');

export const clientForms: Readonly<Record<OpenvpnClient, ClientForm>> = {
  openvpn: {
    label: toSay('vpn.client.openvpn'),
    platforms: ['linux', 'darwin', 'win32', 'freebsd', 'openbsd'],
    filtersPushed: true,
    routesByName: true,
    readsFiles: true,
    takesInside: nothing,
    knows: { disableDco: true, blockIpv6: true },
  },
  'openvpn-gui': {
    label: 'OpenVPN GUI',
    platforms: ['win32'],
    filtersPushed: true,
    routesByName: true,
    readsFiles: true,
    takesInside: nothing,
    knows: { disableDco: true, blockIpv6: true },
  },
  'openvpn-connect': {
    label: 'OpenVPN Connect',
    platforms: ['darwin', 'win32'],
    filtersPushed: true,
    routesByName: false,
    readsFiles: false,
    takesInside: everything,
    knows: { disableDco: false, blockIpv6: true },
  },
  tunnelblick: {
    label: 'Tunnelblick',
    platforms: ['darwin'],
    filtersPushed: true,
    routesByName: true,
    readsFiles: true,
    takesInside: everything,
    knows: { disableDco: true, blockIpv6: true },
  },
  viscosity: {
    label: 'Viscosity',
    platforms: ['darwin', 'win32'],
    filtersPushed: true,
    routesByName: false,
    readsFiles: true,
    takesInside: everything,
    knows: { disableDco: true, blockIpv6: true },
  },
  'network-manager': {
    label: 'NetworkManager',
    platforms: ['linux'],
    filtersPushed: false,
    routesByName: false,
    readsFiles: true,
    takesInside: importers,
    knows: { disableDco: false, blockIpv6: false },
  },
};
