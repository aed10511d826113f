/** VNC and RDP. */
import { toSay } from '../../../preload/words/text.ts';
import { application, applicationUrl, type Recipe, url } from '../client.ts';
import { quoteFor } from '../quote.ts';
import { addressOf, bracketed, option, type Target, urlLogin } from '../target.ts';

/** Two colons: a port, not the number of a display. */
const vncAddress = ({ host, port }: Target): string => `${bracketed(host)}::${port}`;

export const vnc: Recipe = {
  label: toSay('launch.vnc'),
  clients: [
    {
      id: 'screen-sharing',
      label: toSay('launch.screenSharing'),
      places: { system: ['darwin'] },
      start: (target) => url(`vnc://${urlLogin(target)}`),
    },
    {
      id: 'vncviewer',
      label: toSay('launch.vncviewer'),
      places: {
        linux: ['vncviewer', 'xtigervncviewer'],
        win32: [
          'vncviewer.exe',
          '{programs}\\TigerVNC\\vncviewer.exe',
          '{programs}\\RealVNC\\VNC Viewer\\vncviewer.exe',
          '{programs}\\TightVNC\\tvnviewer.exe',
        ],
      },
      start: (target, place) => application(place, target.platform, vncAddress(target)),
    },
    {
      id: 'remmina',
      label: 'Remmina',
      places: { linux: ['remmina'] },
      start: (target, place) => application(place, target.platform, '-c', `vnc://${urlLogin(target)}`),
    },
  ],
  lines: (target) => [
    { label: toSay('launch.line.command'), text: quoteFor(target.platform, ['vncviewer', vncAddress(target)]) },
    { label: toSay('launch.line.address'), text: addressOf(target) },
  ],
};

/** What the Windows App (Microsoft Remote Desktop) takes as a link. */
const rdpUrl = (target: Target): string => {
  const user = target.user === null ? '' : `&username=s:${encodeURIComponent(target.user)}`;
  return `rdp://full%20address=s:${addressOf(target)}${user}`;
};

const freeRdpArguments = (target: Target): readonly string[] => [
  `/v:${addressOf(target)}`,
  ...(target.user === null ? [] : [`/u:${target.user}`]),
];

export const rdp: Recipe = {
  label: toSay('launch.rdp'),
  clients: [
    {
      id: 'mstsc',
      label: toSay('launch.remoteDesktop'),
      places: { win32: ['mstsc.exe', '{system}\\mstsc.exe'] },
      start: (target, place) => application(place, target.platform, `/v:${addressOf(target)}`),
      notes: ({ user }) => (user === null ? [] : [toSay('launch.rdp.user', { user })]),
    },
    {
      id: 'windows-app',
      label: 'Windows App',
      places: { system: ['darwin'] },
      start: (target) => url(rdpUrl(target)),
    },
    {
      id: 'freerdp',
      label: 'FreeRDP',
      places: { linux: ['xfreerdp3', 'xfreerdp', 'wlfreerdp'] },
      start: (target, place) => application(place, target.platform, ...freeRdpArguments(target)),
    },
    {
      id: 'remmina',
      label: 'Remmina',
      places: { linux: ['remmina'] },
      start: (target, place) => application(place, target.platform, '-c', `rdp://${urlLogin(target)}`),
    },
    {
      id: 'royal-tsx',
      label: 'Royal TSX',
      places: { darwin: ['{applications}/Royal TSX.app'] },
      start: (target, place) =>
        applicationUrl(place, target.platform, `rtsx://rdp%3A%2F%2F${encodeURIComponent(urlLogin(target))}`),
    },
  ],
  lines: (target) => [
    {
      label: toSay('launch.line.command'),
      text: quoteFor(
        target.platform,
        target.platform === 'win32'
          ? ['mstsc', `/v:${addressOf(target)}`]
          : target.platform === 'darwin'
            ? ['open', rdpUrl(target)]
            : ['xfreerdp', ...freeRdpArguments(target)],
      ),
    },
    { label: toSay('launch.line.address'), text: addressOf(target) },
    ...option('User name', target.user)
      .slice(1)
      .map((text) => ({ label: toSay('launch.line.user'), text })),
  ],
};
