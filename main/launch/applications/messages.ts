/** Mail, MQTT, LDAP and IRC. */
import { toSay } from '../../../preload/words/text.ts';
import { application, inTerminal, program, type Recipe } from '../client.ts';
import { quoteFor } from '../quote.ts';
import { addressOf, option, type Target, urlLogin } from '../target.ts';

/** Mail programs keep accounts, and take no server when they are started: there are settings to copy. */
export const mail: Recipe = {
  label: toSay('launch.mail'),
  clients: [],
  lines: (target) => [
    {
      label: toSay('launch.line.account'),
      text: toSay('launch.mail.settings', { host: target.host, port: target.port }),
    },
    { label: toSay('launch.line.address'), text: addressOf(target) },
    {
      label: toSay('launch.line.try'),
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
  label: toSay('launch.mqtt'),
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
    {
      label: toSay('launch.line.listen'),
      text: quoteFor(target.platform, ['mosquitto_sub', ...mosquittoArguments(target)]),
    },
    {
      label: toSay('launch.line.publish'),
      text: quoteFor(target.platform, [
        'mosquitto_pub',
        ...['-h', target.host, '-p', target.port, ...option('-u', target.user), '-t', 'TOPIC', '-m', 'MESSAGE'],
      ]),
    },
    { label: toSay('launch.line.address'), text: `mqtt://${urlLogin(target)}` },
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
  label: toSay('launch.ldap'),
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
      notes: (target) => [toSay('launch.ldap.note', { host: target.host, port: target.port })],
    },
  ],
  lines: (target) => [
    { label: toSay('launch.line.command'), text: quoteFor(target.platform, ['ldapsearch', ...rootArguments(target)]) },
    { label: toSay('launch.line.address'), text: ldapUrl(target) },
  ],
};

const ircUrl = (target: Target): string => `irc://${addressOf(target)}/`;

export const irc: Recipe = {
  label: toSay('launch.open'),
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
    { label: toSay('launch.line.address'), text: ircUrl(target) },
    {
      label: toSay('launch.line.command'),
      text: quoteFor(target.platform, ['irssi', '-c', target.host, '-p', target.port, ...option('-n', target.user)]),
    },
  ],
};
