import { describe, expect, it } from 'vitest';
import { type Command, parseCommandLine } from './arguments.ts';

const lines: readonly [line: string, command: Partial<Command>][] = [
  ['--help', { kind: 'help', topic: null }],
  ['-h', { kind: 'help', topic: null }],
  ['help', { kind: 'help', topic: null }],
  ['help probe', { kind: 'help', topic: 'probe' }],
  ['probe --help', { kind: 'help', topic: 'probe' }],
  ['run FILE -h', { kind: 'help', topic: 'run' }],
  ['--version', { kind: 'version' }],
  ['import a.conf', { kind: 'import', file: 'a.conf', host: null, port: null, json: false }],
  ['import --json a.conf', { kind: 'import', file: 'a.conf', host: null, port: null, json: true }],
  ['import a.conf --host h.example', { kind: 'import', file: 'a.conf', host: 'h.example', port: null, json: false }],
  ['import --host=h.example a.conf', { kind: 'import', file: 'a.conf', host: 'h.example', port: null, json: false }],
  [
    'import a.conf --host h.example --port 443',
    { kind: 'import', file: 'a.conf', host: 'h.example', port: 443, json: false },
  ],
  ['import a.conf --port 4e2', { kind: 'misuse', topic: 'import', sentence: '“4e2” is no port.' }],
  ['import a.conf --port 70000', { kind: 'misuse', topic: 'import', sentence: '“70000” is no port.' }],
  ['import -', { kind: 'import', file: '-', host: null, port: null, json: false }],
  ['import -- --odd-name', { kind: 'import', file: '--odd-name', host: null, port: null, json: false }],
  ['check a.conf', { kind: 'check', file: 'a.conf', files: true }],
  ['check --no-files a.conf', { kind: 'check', file: 'a.conf', files: false }],
  ['run a.conf', { kind: 'run', file: 'a.conf' }],
  [
    'connect h.example:443 --sni n.example --pin p.pem',
    {
      kind: 'connect-to',
      server: { host: 'h.example', port: 443 },
      sni: 'n.example',
      authorities: null,
      pin: 'p.pem',
    },
  ],
  [
    'connect [::1]:443 --ca ca.pem',
    { kind: 'connect-to', server: { host: '::1', port: 443 }, sni: null, authorities: 'ca.pem', pin: null },
  ],
  ['run -fd 10', { kind: 'run', file: '/dev/fd/10' }],
  ['run -fd 0', { kind: 'run', file: '-' }],
  ['connect Office', { kind: 'connect-profile', name: 'Office', userData: null }],
  ['connect --user-data /u Office', { kind: 'connect-profile', name: 'Office', userData: '/u' }],
  ['connect a.conf ssh', { kind: 'connect', file: 'a.conf', service: 'ssh' }],
  ['capabilities --json', { kind: 'capabilities', json: true }],
  [
    'probe h.example:443',
    { kind: 'probe', server: { host: 'h.example', port: 443 }, sni: null, proxy: null, json: false },
  ],
  ['probe [::1]:443', { kind: 'probe', server: { host: '::1', port: 443 }, sni: null, proxy: null, json: false }],
  ['probe ::1:443', { kind: 'probe', server: { host: '::1', port: 443 }, sni: null, proxy: null, json: false }],
  [
    'probe h.example:443 --proxy system',
    { kind: 'probe', server: { host: 'h.example', port: 443 }, sni: null, proxy: { kind: 'system' }, json: false },
  ],
  [
    'probe h.example:443 --proxy socks5://u:p@x:1',
    {
      kind: 'probe',
      server: { host: 'h.example', port: 443 },
      sni: null,
      proxy: { kind: 'socks5', host: 'x', port: 1, username: 'u', password: 'p' },
      json: false,
    },
  ],
  [
    'probe 10.0.0.1:1 --sni a.b --json',
    { kind: 'probe', server: { host: '10.0.0.1', port: 1 }, sni: 'a.b', proxy: null, json: true },
  ],
  ['demo', { kind: 'demo' }],
];

const misuses: readonly [line: string, sentence: RegExp][] = [
  ['', /command is missing/],
  ['imprt a.conf', /no command “imprt”/],
  ['help imprt', /no command “imprt”/],
  ['--json import', /no option --json before a command/],
  ['import', /import needs FILE or FOLDER/],
  ['check', /check needs FILE/],
  ['import a.conf b.conf', /no use for “b.conf”/],
  ['import a.conf --nonsense', /import has no option --nonsense/],
  ['import a.conf -x', /import has no option -x/],
  ['import a.conf --json=yes', /--json takes no value/],
  ['import a.conf --host', /--host needs a value/],
  ['import a.conf --host=-oProxyCommand=x', /not a host name/],
  ['connect a.conf --pin b.pem', /the name of a profile/],
  ['run -fd x', /number of a descriptor/],
  ['connect', /connect needs NAME, FILE and SERVICE, or HOST:PORT/],
  ['connect a.conf ssh --ca x.pem', /a file says these things itself/],
  ['connect h:1 --ca a.pem --pin b.pem', /exclude each other/],
  ['connect h:1 --sni ,', /is not a host name/],
  ['run a.conf --json', /run has no option --json/],
  ['probe', /probe needs HOST:PORT/],
  ['probe h.example:443 --proxy https://x', /takes “system” or an address/],
  ['probe h.example', /not HOST:PORT/],
  ['probe h.example:0', /not HOST:PORT/],
  ['probe h.example:65536', /not HOST:PORT/],
  ['probe h.example:https', /not HOST:PORT/],
  ['probe :443', /not HOST:PORT/],
  ['probe h.example:443 --sni ""', /not a host name/],
  ['demo now', /no use for “now”/],
];

const split = (line: string) =>
  line
    .split(' ')
    .filter(Boolean)
    .map((word) => (word === '""' ? '' : word));

describe('parseCommandLine', () => {
  it.each(lines)('understands: %s', (line, command) => {
    expect(parseCommandLine(split(line))).toEqual(command);
  });

  it.each(misuses)('says what is wrong with: %s', (line, sentence) => {
    const command = parseCommandLine(split(line));
    expect(command.kind).toBe('misuse');
    expect(command.kind === 'misuse' && command.sentence).toMatch(sentence);
  });
});
