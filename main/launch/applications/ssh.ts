/** SSH and its file transfer. HostKeyAlias keeps servers apart that all seem to be 127.0.0.1. */
import { application, applicationUrl, type Client, inTerminal, type Recipe } from '../client.ts';
import { quoteFor } from '../quote.ts';
import { addressOf, bracketed, login, option, type Target, urlLogin } from '../target.ts';

const sshArguments = (target: Target): readonly string[] => [
  '-p',
  target.port,
  '-o',
  `HostKeyAlias=${target.alias}`,
  ...option('-i', target.identityFile),
  login(target, target.host),
];

/** `-P` and `-o` of sftp and scp. */
const copyOptions = ({ port, alias, identityFile }: Target): readonly string[] => [
  '-P',
  port,
  '-o',
  `HostKeyAlias=${alias}`,
  ...option('-i', identityFile),
];

/** PuTTY and its relatives take the server's name for its host key by `-loghost`. */
const puttyArguments = (target: Target): readonly string[] => [
  '-ssh',
  '-P',
  target.port,
  ...option('-l', target.user),
  '-loghost',
  target.alias,
  target.host,
];

/** Programs that know a host key by address and port alone. */
const byLocalPort =
  (name: string) =>
  (target: Target): readonly string[] => [
    `${name} remembers host keys by address and port, here ${addressOf(target)}: it will ask again when the tunnel gets another local port, and warn when another server gets this one.`,
  ];

const openSsh = (name: string): Client['places'] => ({ linux: [name], darwin: [name], win32: [`${name}.exe`] });

export const ssh: Recipe = {
  label: 'Open SSH',
  clients: [
    {
      id: 'openssh',
      label: 'OpenSSH',
      places: openSsh('ssh'),
      start: (target) => inTerminal('ssh', ...sshArguments(target)),
    },
    {
      id: 'putty',
      label: 'PuTTY',
      places: {
        win32: ['putty.exe', '{programs}\\PuTTY\\putty.exe'],
        linux: ['putty'],
      },
      start: (target, place) => application(place, target.platform, ...puttyArguments(target)),
    },
    {
      id: 'kitty-putty',
      label: 'KiTTY',
      places: { win32: ['kitty.exe', '{programs}\\KiTTY\\kitty.exe'] },
      start: (target, place) => application(place, target.platform, ...puttyArguments(target)),
    },
    {
      id: 'royal-tsx',
      label: 'Royal TSX',
      places: { darwin: ['{applications}/Royal TSX.app'] },
      start: (target, place) =>
        applicationUrl(place, target.platform, `rtsx://ssh%3A%2F%2F${encodeURIComponent(urlLogin(target))}`),
      notes: byLocalPort('Royal TSX'),
    },
  ],
  lines: (target) => {
    const quote = (...argv: readonly string[]) => quoteFor(target.platform, argv);
    return [
      { label: 'Command', text: quote('ssh', ...sshArguments(target)) },
      {
        label: 'Git remote',
        text: `ssh://${urlLogin(target)}/PATH`,
      },
      {
        label: 'rsync over SSH',
        text: quote(
          'rsync',
          '-e',
          `ssh -p ${target.port} -o HostKeyAlias=${target.alias}`,
          '-a',
          'FOLDER/',
          `${login(target, bracketed(target.host))}:FOLDER/`,
        ),
      },
    ];
  },
};

export const sftp: Recipe = {
  label: 'Open SFTP',
  clients: [
    {
      id: 'openssh-sftp',
      label: 'sftp of OpenSSH',
      places: openSsh('sftp'),
      start: (target) => inTerminal('sftp', ...copyOptions(target), login(target, bracketed(target.host))),
    },
    {
      id: 'winscp',
      label: 'WinSCP',
      places: { win32: ['WinSCP.exe', '{programs32}\\WinSCP\\WinSCP.exe', '{local}\\Programs\\WinSCP\\WinSCP.exe'] },
      start: (target, place) => application(place, target.platform, `sftp://${urlLogin(target)}/`),
      notes: byLocalPort('WinSCP'),
    },
    {
      id: 'filezilla',
      label: 'FileZilla',
      places: {
        win32: ['filezilla.exe', '{programs}\\FileZilla FTP Client\\filezilla.exe'],
        darwin: ['{applications}/FileZilla.app'],
        linux: ['filezilla'],
      },
      start: (target, place) => application(place, target.platform, `sftp://${urlLogin(target)}/`),
      notes: byLocalPort('FileZilla'),
    },
    {
      id: 'cyberduck',
      label: 'Cyberduck',
      places: { darwin: ['{applications}/Cyberduck.app'] },
      start: (target, place) => applicationUrl(place, target.platform, `sftp://${urlLogin(target)}/`),
      notes: byLocalPort('Cyberduck'),
    },
    {
      id: 'file-manager',
      label: 'File manager',
      // GVfs and KIO; Finder and Explorer know no sftp.
      places: { linux: ['nautilus', 'dolphin', 'nemo', 'thunar', 'caja', 'pcmanfm-qt'] },
      start: (target, place) => application(place, target.platform, `sftp://${urlLogin(target)}/`),
      notes: byLocalPort('The file manager'),
    },
  ],
  lines: (target) => {
    const quote = (...argv: readonly string[]) => quoteFor(target.platform, argv);
    const remote = login(target, bracketed(target.host));
    return [
      { label: 'Command', text: quote('sftp', ...copyOptions(target), remote) },
      { label: 'Copy a file there', text: quote('scp', ...copyOptions(target), 'FILE', `${remote}:`) },
      { label: 'Address', text: `sftp://${urlLogin(target)}/` },
    ];
  },
};
