/** SSH and its file transfer. HostKeyAlias keeps servers apart that all seem to be 127.0.0.1. */
import { type Text, toSay } from '../../../preload/words/text.ts';
import { application, applicationUrl, type Client, inTerminal, type Recipe } from '../client.ts';
import { lineFor, quoteFor, quotePosix } from '../quote.ts';
import { addressOf, bracketed, login, option, type Target, urlLogin } from '../target.ts';

/** To the server itself, by the tunnel. */
const serverOptions = ({ alias, identityFile }: Target): readonly string[] => [
  '-o',
  `HostKeyAlias=${alias}`,
  ...option('-i', identityFile),
];

/**
 * By the server to a host behind it. ssh's own `-J` takes no host key alias for the server in between, so that it would be
 * called 127.0.0.1.
 */
function onwardOptions(target: Target): readonly string[] {
  const percent = (words: readonly string[]) => words.map((word) => word.replaceAll('%', '%%'));
  const way = [
    'ssh',
    '-p',
    target.port,
    ...percent(serverOptions(target)),
    '-W',
    '[%h]:%p',
    login(target, target.host),
  ];
  return ['-o', `ProxyCommand=${lineFor(target.platform, way)}`, ...option('-i', target.identityFile)];
}

/** The options that go before the destination, the port under the name that the program has for it; and the destination. */
function wayOf(target: Target, portOption: '-p' | '-P', bracket: (host: string) => string = (host) => host) {
  const { onward, port } = target;
  if (onward == null) {
    const options = [portOption, port, ...serverOptions(target)];
    return { options, to: login(target, bracket(target.host)) };
  }
  const options = [...(onward.port === 22 ? [] : [portOption, String(onward.port)]), ...onwardOptions(target)];
  return { options, to: login(onward, bracket(onward.host)) };
}

const sshArguments = (target: Target): readonly string[] => {
  const { options, to } = wayOf(target, '-p');
  return [...options, to];
};

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

/** They are told nothing of a host behind the server. */
const noFurther =
  (name: string | Text) =>
  ({ onward }: Target): readonly Text[] =>
    onward == null ? [] : [toSay('launch.ssh.itself', { program: name, onward: onward.host })];

/** Programs that know a host key by address and port alone. */
const byLocalPort =
  (name: string | Text) =>
  (target: Target): readonly Text[] => [
    ...noFurther(name)(target),
    toSay('launch.ssh.hostKeys', { program: name, address: addressOf(target) }),
  ];

const openSsh = (name: string): Client['places'] => ({ linux: [name], darwin: [name], win32: [`${name}.exe`] });

export const ssh: Recipe = {
  label: toSay('launch.ssh'),
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
      notes: noFurther('PuTTY'),
    },
    {
      id: 'kitty-putty',
      label: 'KiTTY',
      places: { win32: ['kitty.exe', '{programs}\\KiTTY\\kitty.exe'] },
      start: (target, place) => application(place, target.platform, ...puttyArguments(target)),
      notes: noFurther('KiTTY'),
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
    const command = { label: toSay('launch.line.command'), text: quote('ssh', ...sshArguments(target)) };
    // What is beyond the server has a short address only by its name in the SSH configuration.
    if (target.onward != null) return [command];
    return [
      command,
      { label: toSay('launch.line.git'), text: `ssh://${urlLogin(target)}/PATH` },
      {
        label: toSay('launch.line.rsync'),
        text: quote(
          'rsync',
          '-e',
          quotePosix(['ssh', '-p', target.port, ...serverOptions(target)]),
          '-a',
          'FOLDER/',
          `${login(target, bracketed(target.host))}:FOLDER/`,
        ),
      },
    ];
  },
};

export const sftp: Recipe = {
  label: toSay('launch.sftp'),
  clients: [
    {
      id: 'openssh-sftp',
      label: toSay('launch.opensshSftp'),
      places: openSsh('sftp'),
      start: (target) => {
        const { options, to } = wayOf(target, '-P', bracketed);
        return inTerminal('sftp', ...options, to);
      },
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
      label: toSay('launch.files'),
      // GVfs and KIO; Finder and Explorer know no sftp.
      places: { linux: ['nautilus', 'dolphin', 'nemo', 'thunar', 'caja', 'pcmanfm-qt'] },
      start: (target, place) => application(place, target.platform, `sftp://${urlLogin(target)}/`),
      notes: byLocalPort(toSay('launch.files.The')),
    },
  ],
  lines: (target) => {
    const quote = (...argv: readonly string[]) => quoteFor(target.platform, argv);
    const { options, to } = wayOf(target, '-P', bracketed);
    return [
      { label: toSay('launch.line.command'), text: quote('sftp', ...options, to) },
      { label: toSay('launch.line.copyFile'), text: quote('scp', ...options, 'FILE', `${to}:`) },
      ...(target.onward == null ? [{ label: toSay('launch.line.address'), text: `sftp://${urlLogin(target)}/` }] : []),
    ];
  },
};
