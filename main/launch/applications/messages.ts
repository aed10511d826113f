/** Mail, MQTT, LDAP and IRC. */
import { application, inTerminal, program, type Recipe } from '../client.ts';
import { quoteFor } from '../quote.ts';
import { addressOf, option, type Target, urlLogin } from '../target.ts';

/** Mail programs keep accounts, and take no server when they are started: there are settings to copy. */
export const mail: Recipe = {
  label: 'Copy mail settings',
  clients: [],
  lines: (target) => [
    {
      label: 'Account settings',
      text: `Server ${target.host}, port ${target.port}, connection security: none (the tunnel is TLS)`,
    },
    { label: 'Address', text: addressOf(target) },
    {
      label: 'Try it',
      text: quoteFor(target.platform, ['curl', '-v', `telnet://${addressOf(target)}`]),
    },
  ],
};

const mosquittoArguments = ({ host, port, user }: Target): readonly string[] => [
  '-h',
  host,
  '-p',
  port,
  ...option('-u', user),
  '-v',
  '-t',
  '#',
];

export const mqtt: Recipe = {
  label: 'Listen with mosquitto_sub',
  clients: [
    {
      id: 'mosquitto-sub',
      label: 'mosquitto_sub',
      places: {
        linux: ['mosquitto_sub'],
        darwin: ['mosquitto_sub'],
        win32: ['mosquitto_sub.exe', '{programs}\\mosquitto\\mosquitto_sub.exe'],
      },
      start: (target, place) => inTerminal(place, ...mosquittoArguments(target)),
    },
  ],
  lines: (target) => [
    { label: 'Listen', text: quoteFor(target.platform, ['mosquitto_sub', ...mosquittoArguments(target)]) },
    {
      label: 'Publish',
      text: quoteFor(target.platform, [
        'mosquitto_pub',
        ...['-h', target.host, '-p', target.port, ...option('-u', target.user), '-t', 'TOPIC', '-m', 'MESSAGE'],
      ]),
    },
    { label: 'Address', text: `mqtt://${urlLogin(target)}` },
  ],
};

const ldapUrl = (target: Target): string => `ldap://${addressOf(target)}`;

/** The root of a directory says what it is, also to whom it does not know. */
const rootArguments = (target: Target): readonly string[] => [
  '-x',
  '-H',
  ldapUrl(target),
  ...(target.user === null ? [] : ['-D', target.user, '-W']),
  '-s',
  'base',
  '-b',
  '',
  '+',
];

export const ldap: Recipe = {
  label: 'Ask with ldapsearch',
  clients: [
    {
      id: 'ldapsearch',
      label: 'ldapsearch',
      places: { linux: ['ldapsearch'], darwin: ['ldapsearch'] },
      start: (target) => inTerminal('ldapsearch', ...rootArguments(target)),
    },
    {
      id: 'directory-studio',
      label: 'Apache Directory Studio',
      places: { darwin: ['{applications}/ApacheDirectoryStudio.app'], linux: ['ApacheDirectoryStudio'] },
      start: (target, place) => application(place, target.platform),
      notes: (target) => [`Enter ${target.host}, port ${target.port} and no encryption there: the tunnel is TLS.`],
    },
  ],
  lines: (target) => [
    { label: 'Command', text: quoteFor(target.platform, ['ldapsearch', ...rootArguments(target)]) },
    { label: 'Address', text: ldapUrl(target) },
  ],
};

const ircUrl = (target: Target): string => `irc://${addressOf(target)}/`;

export const irc: Recipe = {
  label: 'Open IRC',
  clients: [
    {
      id: 'irssi',
      label: 'irssi',
      places: { linux: ['irssi'], darwin: ['irssi'] },
      start: ({ host, port, user }, place) => inTerminal(place, '-c', host, '-p', port, ...option('-n', user)),
    },
    {
      id: 'weechat',
      label: 'WeeChat',
      places: { linux: ['weechat'], darwin: ['weechat'] },
      start: (target, place) => inTerminal(place, ircUrl(target)),
    },
    {
      id: 'hexchat',
      label: 'HexChat',
      places: { linux: ['hexchat'], win32: ['{programs}\\HexChat\\hexchat.exe'] },
      start: (target, place) => program(place, `--url=${ircUrl(target)}`),
    },
  ],
  lines: (target) => [
    { label: 'Address', text: ircUrl(target) },
    {
      label: 'Command',
      text: quoteFor(target.platform, ['irssi', '-c', target.host, '-p', target.port, ...option('-n', target.user)]),
    },
  ],
};
