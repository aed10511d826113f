import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from '../parse.ts';
import type { IncludedFile, IncludedFolder, Verdict } from './verdict.ts';
import { check, platformOf, unknownOption } from './verdict.ts';

const read = (text: string): Verdict => check(parse(text), { fileName: 'x.conf' });
/** What stunnel prints, or `accepted`. */
const verdict = (text: string): string => {
  const result = read(text);
  return result.kind === 'accepted' ? 'accepted' : result.messages.join(' | ');
};

const CLIENT = 'client = yes\naccept = 2222\nconnect = vpn.example.com:443\n';
const SERVER = 'cert = /x.pem\naccept = 443\nconnect = 22\n';

describe('a line', () => {
  const lines: readonly (readonly [line: string, reason: string | null])[] = [
    ['CLIENT = YES', null],
    ['nonsense', "No '=' found"],
    ['[ssh] ; comment', "No '=' found"],
    ['colour = red', 'Specified option name is not valid here'],
    ['= value', 'Specified option name is not valid here'],
    ['output = /x.log', 'Specified option name is not valid here'],
    ['{{ option }} = 1', 'Specified option name is not valid here'],
    ['client = yes ; really', "The argument needs to be either 'yes' or 'no'"],
    ['client = "yes"', "The argument needs to be either 'yes' or 'no'"],
    ['client = true', "The argument needs to be either 'yes' or 'no'"],
    ['failover = both', "The argument needs to be either 'rr' or 'prio'"],
    ['debug = 8', 'Illegal debug level'],
    ['debug = daemon.info', 'Illegal debug level'],
    ['debug = INFO', null],
    ['libwrap = perhaps', "The argument needs to be either 'yes' or 'no'"],
    ['<% if @x %>', "No '=' found"],
    ['<%= @x %> = 1', 'Specified option name is not valid here'],
    ['securityLevel = high', 'Illegal security level'],
    ['stack = big', 'Illegal thread stack size'],
    ['sessionCacheSize = all', 'Illegal session cache size'],
    ['sessionCacheTimeout = 5m', 'Illegal session cache timeout'],
    ['TIMEOUTocsp = 5s', 'Illegal OCSP timeout'],
    ['setgid = no such', 'Illegal GID'],
    ['engineId = pkcs11', 'Engine ID not found'],
    ['engineNum = 1', 'Illegal engine number'],
    ['verify = 5', 'Bad verify level'],
    ['verify = +0', null],
    ['verify = 4294967296', null],
    ['options = NO_SSLv5', 'Illegal TLS option'],
    ['options = -no_tlsv1_3', null],
    ['options = NO_TLSv1.3', 'Illegal TLS option'],
    ['socket = l:TCP_NODELAY=1', null],
    ['socket = l:TCP_nodelay=1', 'Illegal socket option'],
    ['socket = L:TCP_NODELAY=1', 'Illegal socket option'],
    ['socket = a:SO_LINGER=1:60', null],
    ['socket = r:SO_RCVTIMEO=5:5:5', 'Illegal socket option'],
    ['socket = r:SO_SNDBUF=', null],
    ['securityLevel = 6', 'Illegal security level'],
    ['OCSPflag = NONE', 'Illegal OCSP flag'],
    ['sslVersion = SSLv2', 'Invalid protocol version'],
    ['sslVersionMin = tlsv1.3', null],
    ['logId = random', 'Invalid connection identifier type'],
    ['TIMEOUTidle = 1h', 'Illegal idle timeout'],
    ['TIMEOUTbusy =', 'Illegal busy timeout'],
    ['TIMEOUTclose = 1.5', 'Illegal close timeout'],
    ['TIMEOUTconnect = soon', 'Illegal connect timeout'],
    ['TIMEOUTidle = -5', null],
    ['retry = sometimes', 'Illegal retry delay'],
    ['retry = 500', null],
    ['local = [::1]', 'Failed to resolve local address'],
    ['transparent = maybe', 'Selected transparent proxy mode is not available'],
    ['setuid = <%= @user %>', 'Illegal UID'],
    ['taskbar = yes', 'Specified option name is not valid here'],
    ['curve = P-256', null],
    ['session = 300', null],
  ];
  test.each(lines)('%s', (line, reason) => {
    const text = `[a]\n${CLIENT}${line}\n`;
    const expected = reason === null ? 'accepted' : `x.conf:5: "${line}": ${reason}`;
    expect(verdict(text)).toBe(expected);
  });

  const globals: readonly (readonly [line: string, reason: string | null])[] = [
    ['taskbar = yes', null],
    ['debug = daemon.info', null],
    ['debug = nowhere.info', 'Illegal syslog facility'],
    ['foreground = loud', "The argument needs to be either 'yes', 'quiet' or 'no'"],
    ['log = never', "The argument needs to be either 'append' or 'overwrite'"],
    ['compression = rle', 'Specified compression type is not available'],
    ['RNDbytes = many', 'Illegal number of bytes to read from random seed files'],
    ['engineCtrl = X', 'No engine was defined'],
    ['engineDefault = ALL', 'No engine was defined'],
    ['fips = maybe', "The argument needs to be either 'yes' or 'no'"],
    ['syslog = daemon', "The argument needs to be either 'yes' or 'no'"],
  ];
  test.each(globals)('%s before the first section', (line, reason) => {
    const expected = reason === null ? 'accepted' : `x.conf:1: "${line}": ${reason}`;
    expect(verdict(`${line}\n[a]\n${CLIENT}`)).toBe(expected);
  });

  const explained: readonly (readonly [line: string, messages: readonly string[]])[] = [
    ['sessiond = x:PORT', ['Unknown TCP service "PORT"', 'Failed to resolve sessiond server address']],
    [
      'ticketKeySecret = 00',
      ['ticketKeySecret value has 1 bytes instead of required 16 or 32 bytes', 'Failed to read ticketKeySecret'],
    ],
    [
      'ticketMacSecret = secret',
      ['Required ticketMacSecret is 16 or 32 byte hexadecimal key', 'Failed to read ticketMacSecret'],
    ],
  ];
  test.each(explained)('%s, with what stunnel says before its verdict', (line, [detail, reason]) => {
    expect(verdict(`[a]\n${CLIENT}${line}\n`)).toBe(`${detail} | x.conf:5: "${line}": ${reason}`);
  });

  test('is quoted as stunnel prints it: untrimmed, without CR, control characters as full stops', () => {
    expect(verdict('\tfoo\r\n')).toBe(`x.conf:1: ".foo": No '=' found`);
    expect(verdict('  foo = 1  \n')).toBe('x.conf:1: "  foo = 1  ": Specified option name is not valid here');
    expect(verdict('[a\tb]\nclient = yes\n')).toBe('Service [a.b]: Each service must define two endpoints');
    expect(verdict('\uFEFFfoo\n')).toBe(`x.conf:1: "\uFEFFfoo": No '=' found`);
  });

  test('holds a byte order mark only at the start of the file', () => {
    expect(verdict(`\uFEFF[a]\n${CLIENT}`)).toBe('accepted');
    expect(verdict(`[a]\n\uFEFF${CLIENT}`)).toMatch(/^x\.conf:2: .*not valid here$/);
  });

  test('of more than 16383 bytes goes on as the next line', () => {
    expect(verdict(`; ${'x'.repeat(16_380)}\n[a]\n${CLIENT}`)).toBe('accepted');
    expect(verdict(`; ${'x'.repeat(16_382)}\n`)).toBe(`x.conf:2: "x": No '=' found`);
    expect(verdict(`; ${'x'.repeat(16_381)}\nzzz\n`)).toBe(`x.conf:3: "zzz": No '=' found`);
    expect(verdict(`; ${'é'.repeat(8191)}é\nzzz\n`)).toMatch(/^x\.conf:2:/);
  });

  test('ends at a NUL', () => {
    expect(verdict(`[a]\nclient = yes\0 or no\naccept = 1\nconnect = 2\n`)).toBe('accepted');
  });
});

describe('the whole file', () => {
  const files: readonly (readonly [text: string, message: string])[] = [
    [`[a]\n${CLIENT}`, 'accepted'],
    [`[a]\n${SERVER}`, 'accepted'],
    ['client = yes\nconnect = 22\n', 'accepted'],
    ['', 'Inetd mode: TLS server needs a certificate'],
    ['client = yes\n', 'Inetd mode: Inetd mode must define one endpoint'],
    [CLIENT, "Inetd mode: 'accept' option is only allowed in a [section]"],
    ['[a]\naccept = 443\nconnect = 22\n', 'Service [a]: TLS server needs a certificate'],
    ['[a]\nclient = yes\naccept = 1\n', 'Service [a]: Each service must define two endpoints'],
    [`[a]\n${CLIENT}exec = /bin/x\n`, 'Service [a]: Each service must define two endpoints'],
    [
      '[a]\nclient = yes\naccept = PORT\nconnect = 1\n',
      'Unknown TCP service "PORT" | Service [a]: Cannot resolve accept target',
    ],
    ['[a]\nclient = yes\naccept = [::1]:1\nconnect = 1\n', 'Service [a]: Cannot resolve accept target'],
    ['[a]\nclient = yes\naccept = :443\nconnect = 1\n', 'Service [a]: Cannot resolve accept target'],
    ['[a]\nclient = yes\naccept = ::1:443\nconnect = nowhere:PORT\n', 'accepted'],
    ['[a]\nclient = yes\naccept = 70000\naccept = *:443\naccept = x y:1\nconnect = 1\n', 'accepted'],
    [`[a]\n${CLIENT}checkHost = x\n`, 'Service [a]: Either "verifyChain" or "verifyPeer" has to be enabled'],
    [
      `[a]\n${CLIENT}verify = 2\n`,
      'Service [a]: Either "CAengine", "CAfile", "CApath" or "CAstore" has to be configured',
    ],
    [`[a]\n${CLIENT}verifyPeer = yes\nverify = 0\n`, 'accepted'],
    [`[a]\n${CLIENT}verify = 2\nCAfile = x\nCAfile =\nCApath = y\n`, 'accepted'],
    [`[a]\n${CLIENT}OCSP = http://x/\n`, 'Service [a]: "verifyChain" has to be enabled for OCSP support'],
    [`[a]\n${CLIENT}OCSPaia = yes\n`, 'Service [a]: "verifyChain" has to be enabled for OCSP support'],
    [
      `[a]\n${SERVER}redirect = 1\n`,
      'Service [a]: Either "verifyChain" or "verifyPeer" has to be enabled for "redirect" to work',
    ],
    [`[a]\n${CLIENT}checkEmail = x@y\n`, 'Service [a]: Either "verifyChain" or "verifyPeer" has to be enabled'],
    [`[a]\n${CLIENT}checkIP = ::1\n`, 'Service [a]: Either "verifyChain" or "verifyPeer" has to be enabled'],
    [`[a]\n${CLIENT}redirect = 1\n`, 'Service [a]: "redirect" is unsupported in client sections'],
    [`[a]\n${CLIENT}protocol = gopher\n`, 'Service [a]: Protocol not supported'],
    [`[a]\n${CLIENT}protocol = proxy\n`, 'Service [a]: The configured protocol is not supported in the client mode'],
    [`[a]\n${SERVER}protocol = nntp\n`, 'Service [a]: The configured protocol is not supported in the server mode'],
    [`[a]\n${CLIENT}protocol = connect\n`, 'Service [a]: protocolHost not specified'],
    [`[a]\n${CLIENT}sslVersionMin = TLSv1.3\nsslVersion = TLSv1.2\n`, 'accepted'],
    [`[a]\n${CLIENT}sslVersion = TLSv1.2\nsslVersionMin = TLSv1.3\n`, 'Service [a]: Invalid protocol version range'],
    [`[a]\n${SERVER}sni = x\n`, 'Service [a]: Invalid SNI parameter format'],
    [`[a]\n${SERVER}[b]\ncert = x\nsni = A:x\nconnect = 1\n`, 'Service [b]: SNI section name not found'],
    [`[a]\n${SERVER}[b]\ncert = x\nsni = a:x\nconnect = 1\n`, 'accepted'],
    [`[a]\n${CLIENT}[b]\ncert = x\nsni = a:x\nconnect = 1\n`, 'Service [b]: SNI primary service is a TLS client'],
    [`output = x.log\n[a]\nnonsense\n`, 'Global options: Log file must include full path name'],
    [`pid = x.pid\n[a]\n${CLIENT}`, 'Global options: Pid file must include full path name'],
    [`pid = x.pid\npid =\n[a]\n${CLIENT}`, 'accepted'],
    [`foreground = quiet\noutput = x.log\n[a]\n${CLIENT}`, 'accepted'],
    [`output = x.log\nnonsense\n`, `x.conf:2: "nonsense": No '=' found`],
    [`connect = 1\n[a]\nclient = yes\naccept = 2\n`, 'accepted'],
    [`[a]\n${CLIENT}[b]\nclient = yes\n[c]\nnonsense\n`, 'Service [b]: Each service must define two endpoints'],
    [`service = x\n[a]\nservice = b\n${CLIENT}exec = /x\n`, 'Service [b]: Each service must define two endpoints'],
    [`[b]\ncert = x\nsni = a:x\nconnect = 1\n[a]\n${SERVER}`, 'Service [b]: SNI section name not found'],
    [
      '[a]\nclient = yes\naccept = 2147483648\nconnect = 1\n',
      'Unknown TCP service "2147483648" | Service [a]: Cannot resolve accept target',
    ],
    ['[a]\nclient = yes\naccept = 4294967297\nconnect = 1\n', 'accepted'],
    [
      `[a]\n${SERVER}ticketMacSecret = ${'0'.repeat(32)}\nverify = 2\n`,
      'Service [a]: "ticketKeySecret" and "ticketMacSecret" must be set together',
    ],
    [`[a]\n${SERVER}ticketMacSecret = ${'0'.repeat(32)}\nticketKeySecret = ${'0'.repeat(64)}\n`, 'accepted'],
    [`[a]\n${CLIENT}ticketKeySecret = ${'0'.repeat(32)}\n`, 'accepted'],
    [`[a]\n${CLIENT}cert =\n`, 'Service [a]: Failed to initialize TLS context'],
    [
      `[a]\n${CLIENT}cert = c.pem\nkey =\n`,
      ': No such file or directory (2) | Service [a]: Failed to initialize TLS context',
    ],
  ];
  test.each(files)('%j', (text, message) => {
    expect(verdict(text)).toBe(message);
  });

  test('is accepted with a warning where only the machine can tell', () => {
    const text = `fips = yes\nsetuid = stunnel\n[a]\n${SERVER.replace('443', 'tls.example.com:443')}PSKsecrets = /x\n`;
    const result = read(text);
    expect(result.kind).toBe('accepted');
    expect(result.warnings.map(({ line, reason }) => [line, reason])).toEqual([
      [1, 'Not checked: this needs a TLS library with a FIPS provider.'],
      [2, 'Not checked: this needs an account named stunnel.'],
      [7, 'Not checked: this needs a file that was not read.'],
      [5, 'Not checked: this needs the address of tls.example.com.'],
    ]);
  });

  describe('with “include”', () => {
    const folders: Readonly<Record<string, readonly IncludedFile[]>> = {
      good: [{ path: 'good/a.conf', text: '[b]\nclient = yes\naccept = 1\nconnect = 2\n' }],
      bad: [
        { path: 'bad/a.conf', text: '; first\nTIMEOUTidle = 5\n' },
        { path: 'bad/b.conf', text: '\nfoo = 1\n' },
      ],
      half: [{ path: 'half/a.conf', text: '[b]\nclient = yes\naccept = 1\n[c]\n' }],
      secret: [{ path: 'secret/a.conf', text: null }],
      deep: [{ path: 'deep/a.conf', text: 'include = bad\n' }],
      circle: [{ path: 'circle/a.conf', text: 'include = circle\n' }],
    };
    const readFolder = (directory: string): IncludedFolder => {
      const files = folders[directory];
      return files === undefined
        ? { kind: 'unreadable', reason: 'No such file or directory (2)' }
        : { kind: 'files', files };
    };
    const failed = 'Failed to include a file';
    const included: readonly (readonly [text: string, message: string])[] = [
      [`[a]\n${CLIENT}include = good\n`, 'accepted'],
      // What is included may open a section, which takes what follows.
      [`[a]\n${CLIENT}include = good\nconnect = 3\n`, 'accepted'],
      [`[a]\n${CLIENT}include = good\nexec = /x\n`, 'Service [b]: Each service must define two endpoints'],
      ['include = good\n', 'accepted'],
      [
        `[a]\n${CLIENT}include = bad\n`,
        `bad/b.conf:2: "foo = 1": Specified option name is not valid here | x.conf:5: "include = bad": ${failed}`,
      ],
      [
        'include = half\n',
        `Service [b]: Each service must define two endpoints | x.conf:1: "include = half": ${failed}`,
      ],
      ['include = secret\n', `Cannot open configuration file | x.conf:1: "include = secret": ${failed}`],
      [
        'include = deep\n',
        `bad/b.conf:2: "foo = 1": Specified option name is not valid here | deep/a.conf:1: "include = bad": ${failed} | x.conf:1: "include = deep": ${failed}`,
      ],
      [
        'include = nowhere\n',
        'scandir: No such file or directory (2) | x.conf:1: "include = nowhere": Failed to include directory',
      ],
    ];
    test.each(included)('%j', (text, message) => {
      const result = check(parse(text), { fileName: 'x.conf', readFolder });
      expect(result.kind === 'accepted' ? 'accepted' : result.messages.join(' | ')).toBe(message);
      expect(result.warnings).toEqual([]);
    });

    test('a file that includes itself is refused, where stunnel crashes', () => {
      const result = check(parse('include = circle\n'), { fileName: 'x.conf', readFolder });
      expect(result).toMatchObject({ kind: 'refused', line: 1 });
      expect(result.kind === 'refused' && result.messages.at(0)).toBe('More than 200 files are included');
      expect(result.kind === 'refused' && result.messages.at(-1)).toBe(`x.conf:1: "include = circle": ${failed}`);
    });
  });

  /** stunnel's further fatal errors: only the machine that it runs on can tell. */
  const unknowable: readonly (readonly [error: string, line: string, warning: string | null])[] = [
    ['Failed to include directory', 'include = /nowhere', 'Not checked: this needs a folder that was not read.'],
    ['Failed to read PSK secrets', 'PSKsecrets = /nowhere', 'Not checked: this needs a file that was not read.'],
    ['Failed to resolve local address', 'local = lan0', 'Not checked: this needs the address of lan0.'],
    ['Illegal UID', 'setuid = stunnel4', 'Not checked: this needs an account named stunnel4.'],
    ['Failed to initialize TLS context', 'CAfile = /nowhere\nverifyChain = yes', null],
    ['Failed to initialize TLS context', 'curves = nothing', null],
  ];
  test.each(unknowable)('where only the machine can tell of “%s”: %j', (_, line, warning) => {
    const result = read(`[a]\n${CLIENT}${line}\n`);
    expect(result.kind).toBe('accepted');
    expect(result.warnings.map(({ reason }) => reason)).toEqual(warning === null ? [] : [warning]);
  });

  test('with thousands of services that inherit thousands of lines is read in time', { timeout: 20_000 }, () => {
    const text = `client = yes\naccept = 1\n${'connect = 1\n'.repeat(4000)}${'[a]\n'.repeat(4000)}`;
    expect(verdict(text)).toBe('accepted');
  });
});

const folder = join(import.meta.dirname, '../../../../shared/configs');
const verdictsFile = join(folder, 'verdicts.json');

/** stunnel refused these on the machine it ran on; here they are warnings. */
const dependsOnMachine: Readonly<Record<string, string>> = {
  'real/redis-docker.conf': 'the name “stunnel” in accept had no address',
  'real/redis-sentinel.conf': 'the TLS library had no FIPS provider',
};

/** The verdict is about the lines only. As a whole file, both stunnel and we refuse it: it defines no service. */
const fragments: Readonly<Record<string, string>> = {
  'real/generator-header.conf': 'Inetd mode: TLS server needs a certificate',
};

describe.skipIf(!existsSync(verdictsFile))('stunnel 5.75’s own verdicts (../shared/configs)', () => {
  const verdicts = existsSync(verdictsFile)
    ? (JSON.parse(readFileSync(verdictsFile, 'utf8')) as Record<string, { stunnel: string; error: string }>)
    : {};

  test.each(Object.entries(verdicts))('%s', (file, { stunnel, error }) => {
    const result = check(parse(readFileSync(join(folder, file), 'utf8')), { fileName: '<file>' });
    if (file in dependsOnMachine) {
      expect(result.kind).toBe('accepted');
      expect(result.warnings).not.toEqual([]);
    } else if (file in fragments) {
      expect(result).toMatchObject({ kind: 'refused', messages: [fragments[file]] });
    } else if (stunnel === 'accepted') {
      expect(result).toMatchObject({ kind: 'accepted' });
    } else {
      expect(result.kind === 'refused' ? result.messages[0] : result.kind).toBe(error);
    }
  });
});

const SERVICE = '[sql]\naccept = 127.0.0.1:1433\nconnect = 127.0.0.1:1434\n';

describe('the rules of the platform', () => {
  test.each(['output = C:\\stunnel\\log\\stunnel.log\n', 'output = stunnel.log\n', 'pid = stunnel.pid\n'])(
    'Windows takes relative paths: %j',
    (line) => {
      const document = parse(`client = yes\n${line}${SERVICE}`);
      expect(check(document, { fileName: 'x', platform: 'windows' }).kind).toBe('accepted');
      expect(check(document, { fileName: 'x', platform: 'unix' })).toMatchObject({
        messages: [expect.stringMatching(/must include full path name$/)],
      });
      expect(check(document, { fileName: 'x' }).kind).toBe('refused');
    },
  );

  test.each([
    ['taskbar = yes\n', 'windows'],
    ['iconIdle = a.ico\noutput = x\n', 'windows'],
    ['pid = /x\n', 'unix'],
    ['libwrap = no\n', 'unix'],
    ['output = D:\\logs\\s.log\n', 'windows'],
    ['CAfile = c:/stunnel/config/ca-certs.pem\n', 'windows'],
    ['engine = capi\noutput = s.log\n', 'windows'],
    ['engine = pkcs11\noutput = s.log\n', null],
    ['output = C:\\s.log\npid = /run/s.pid\n', null],
    ['debug = 7\n', null],
    ['taskbar = yes\nsetuid = x\n', null],
  ])('%j is meant for: %s', (lines, platform) => {
    expect(platformOf(parse(lines + SERVICE))).toBe(platform);
  });
});

test.each([
  ['newOption = x', 'newOption'],
  ['  foreground_ = x', 'foreground_'],
  ['foreground = yes', null],
])('an option that 5.75 does not know is told from one in the wrong place: %s', (line, expected) => {
  const verdict = check(parse(`[a]\n${line}\n`), { fileName: 'x.conf' });
  const [message = ''] = verdict.kind === 'refused' ? verdict.messages : [];
  expect(unknownOption(message)).toBe(expected);
});
