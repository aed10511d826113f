import { describe, expect, test } from 'vitest';
import { say, sayAll } from '../../preload/words/say.ts';
import type { OptionLine } from './document.ts';
import { write } from './document.ts';
import { ConfError } from './error.ts';
import { MAX_LINES, MAX_TEXT, parse } from './parse.ts';

const option = (text: string): OptionLine => {
  const line = parse(text).lines[0];
  if (line?.kind !== 'option') throw new Error(`No option: ${text}`);
  return line;
};

describe('lines', () => {
  test('are classed as stunnel classes them', () => {
    const document = parse('; note\n# note\n\n \t\n[my ssh tunnel]\naccept = 443\nnonsense\n[a]b]\n[]\n= x\n');
    expect(document.lines.map(({ number, kind }) => [number, kind])).toEqual([
      [1, 'comment'],
      [2, 'comment'],
      [3, 'blank'],
      [4, 'blank'],
      [5, 'section'],
      [6, 'option'],
      [7, 'unreadable'],
      [8, 'section'],
      [9, 'section'],
      [10, 'unreadable'],
    ]);
    expect(document.lines.flatMap((line) => (line.kind === 'section' ? [line.name] : []))).toEqual([
      'my ssh tunnel',
      'a]b',
      '',
    ]);
    expect(sayAll(document.remarks).map(({ line }) => line)).toEqual([7, 10]);
  });

  test('split at the first equals sign and keep the value’s own', () => {
    expect(option('\tprotocolHeader \t=  X: a=b ')).toMatchObject({ name: 'protocolHeader', value: 'X: a=b' });
  });

  test('know options in any case and by their undocumented names', () => {
    expect(option('ACCEPT = 1').canonical).toBe('accept');
    expect(option('CAFile = x').canonical).toBe('CAfile');
    expect(option('curve = P-256').canonical).toBe('curves');
    expect(option('session = 300').canonical).toBe('sessionCacheTimeout');
    expect(option('taskbar = yes').canonical).toBe('taskbar');
    expect(option('libwrap = no').canonical).toBe('libwrap');
    expect(option('colour = red').canonical).toBeNull();
    expect(option('-accept = 443').canonical).toBeNull();
    expect(option('constructor = x').canonical).toBeNull();
  });
});

test.each([
  ['\u001B[32mclient\u001B[0m = yes', 'The colours of a terminal were left out.'],
  ['client\u00A0= yes', 'Characters of a web page or a word processor were read as plain spaces and quotes.'],
])('what surrounds the characters of a line is named as what it is: %j', (text, reason) => {
  expect(sayAll(parse(text).remarks).map((remark) => remark.reason)).toEqual([reason]);
});

describe('what stunnel would refuse but a person meant', () => {
  const cases: readonly (readonly [text: string, meant: string, remarks: number])[] = [
    ['accept = 127.0.0.1:2222 ; local', '127.0.0.1:2222', 1],
    ['accept = 443\t# tls', '443', 1],
    ['client = "yes"', 'yes', 1],
    ["cert = '/etc/my certs/x.pem'", '/etc/my certs/x.pem', 1],
    ['cert = "/etc/a ;b.pem"', '/etc/a ;b.pem', 1],
    ['client = true', 'yes', 1],
    ['client = on ; really', 'yes', 2],
    ['client = 0', 'no', 1],
    ['client = Ja', 'yes', 1],
    ['client = yes // really', 'yes', 1],
    ['cert = /a //b.pem', '/a //b.pem', 0],
    [`accept = \${PORT:-465}`, '465', 1],
    [`connect = \${A-host}:\${B:-25}`, 'host:25', 1],
    [`connect = \${A:-}`, `\${A:-}`, 0],
    ['accept = [your_ip]:6379', '[your_ip]:6379', 0],
    ['connect = [::1]:443', '[::1]:443', 1],
    ['connect = https://vpn.example.com:443/', 'vpn.example.com:443', 1],
    ['connect = https://vpn.example.com', 'vpn.example.com:443', 1],
    ['connect = tcp://vpn.example.com', 'vpn.example.com', 1],
    ['connect = vpn.example.com 443', 'vpn.example.com:443', 1],
    ['connect = 192.0.2.7  443', '192.0.2.7:443', 1],
    ['accept = 443 22', '443 22', 0],
    ['accept=443# public', '443', 1],
    ['connect = /run/socket1#x', '/run/socket1#x', 0],
    ['client =&nbsp;yes', 'yes', 1],
    ['client = yes;', 'yes', 1],
    ['accept = 443,', '443', 1],
    ["accept => '0.0.0.0:873',", '0.0.0.0:873', 3],
    ['CAfile = /etc/ca.pem;', '/etc/ca.pem', 1],
    ['CAfile = "/etc/ca.pem";', '/etc/ca.pem', 2],
    ['ciphers = HIGH;', 'HIGH;', 0],
    ['connect = vpn.example.com:443 (edited)', 'vpn.example.com:443', 1],
    ['CA file = /etc/ca.pem', '/etc/ca.pem', 1],
    ['"accept" = "443"', '443', 2],
    ['time-out_idle = 50', '50', 1],
    ['\u001B[32mclient\u001B[0m = \u001B[1;31myes\u001B[0m', 'yes', 1],
    ['protocolPassword = a ;b', 'a ;b', 0],
    ['accept\u00a0=\u00a0443', '443', 1],
    ['cert = “/x.pem”', '/x.pem', 2],
    ['<% if @client %>client = yes<% end %>', 'yes', 1],
    ['accept = <% if x %><%= x %><% else %><%= y %><% end %>', '<%= x %>', 1],
    ['{% if client %}client = yes{% endif %}', 'yes', 1],
    ['accept = {{ port }}', '{{ port }}', 0],
    ['connect = a#b', 'a#b', 0],
    ['CAfile = /x/My #1/ca.pem', '/x/My #1/ca.pem', 1],
    ['CAfile = C:\\My ;1\\ca.pem ; the authority', 'C:\\My ;1\\ca.pem', 1],
    ['cert = /x/server #2.pem', '/x/server #2.pem', 1],
    ['cert = /x/server.pem # see /etc/ssl', '/x/server.pem', 1],
    ['cert = "/x/server.pem" # see /etc/ssl', '/x/server.pem', 2],
    ['CApath = /etc/ssl/certs # the system’s', '/etc/ssl/certs', 2],
    ['CApath = /etc/ssl #1', '/etc/ssl', 1],
  ];
  test.each(cases)('%s', (text, meant, remarks) => {
    expect(option(text).meant).toBe(meant);
    const document = parse(text);
    expect(sayAll(document.remarks)).toHaveLength(remarks);
    expect(sayAll(document.remarks).every(({ line, reason }) => line === 1 && reason.endsWith('.'))).toBe(true);
  });

  test('a section name without its end', () => {
    const document = parse('[ssh\naccept = 443\n');
    expect(document.lines[0]).toMatchObject({ kind: 'section', name: 'ssh' });
    expect(sayAll(document.remarks)).toHaveLength(1);
  });

  test.each([
    ['<<<<<<< HEAD', 'unreadable'],
    ['>>>>>>> other', 'unreadable'],
    ['=======', 'outside'],
    ['{code:title=x.conf}', 'outside'],
  ])('%s is no option', (line, kind) => {
    expect(parse(`${line}\nclient = yes\n`).lines.map((each) => each.kind)).toEqual([kind, 'option']);
  });

  test('a comment behind a section name', () => {
    const document = parse('[ssh] ; the tunnel\n');
    expect(document.lines[0]).toMatchObject({ kind: 'section', name: 'ssh' });
    expect(sayAll(document.remarks)).toHaveLength(1);
  });

  test('lines that only steer a template are set aside', () => {
    const document = parse('{% for s in services %}\n[{{ s.name }}]\naccept = {{ s.port }}\n{% endfor %}\n');
    expect(document.lines.map(({ kind }) => kind)).toEqual(['outside', 'section', 'option', 'outside']);
  });
});

describe('copied text', () => {
  const plain = ['[ssh]', 'accept = 443', '', 'connect = 22'];
  const frames: readonly (readonly [name: string, text: string])[] = [
    ['cat -n', plain.map((line, index) => `${String(index + 1).padStart(6)}\t${line}`).join('\n')],
    ['grep -n', plain.map((line, index) => `${index + 1}:${line}`).join('\n')],
    ['a viewer with a bar', plain.map((line, index) => `${index + 1} | ${line}`).join('\n')],
    ['a mail', plain.map((line) => `> ${line}`).join('\n')],
    ['a list', plain.map((line, index) => `${index + 1}. ${line}`).join('\n')],
    ['a list with brackets', plain.map((line, index) => `${index + 1}) ${line}`).join('\n')],
    ['a list with colons', plain.map((line, index) => `${index + 1}: ${line}`).join('\n')],
    ['a viewer with an arrow', plain.map((line, index) => `${String(index + 1).padStart(6)}→${line}`).join('\n')],
    ['bullets', plain.map((line) => (line === '' ? '' : `- ${line}`)).join('\n')],
    ['a box', plain.map((line) => `│ ${line}`).join('\n')],
    ['a mail that was answered twice', plain.map((line) => `> > ${line}`).join('\n')],
    ['a comparison', plain.map((line) => `+${line}`).join('\n')],
  ];
  test.each(frames)('of %s is read without what surrounds it', (_, text) => {
    const document = parse(text);
    expect(document.lines.map(({ kind }) => kind)).toEqual(['section', 'option', 'blank', 'option']);
    expect(sayAll(document.remarks)).toEqual([
      { line: 1, text: '', reason: expect.stringMatching(/left out\.$/) as string },
    ]);
    expect(write(document)).toBe(text);
  });

  test('may have a line or two before it', () => {
    const text = `Ada wrote yesterday:\n${plain.map((line) => `> ${line}`).join('\n')}\nThat is all.`;
    const kinds = parse(text).lines.map(({ kind }) => kind);
    expect(kinds).toEqual(['unreadable', 'section', 'option', 'blank', 'option', 'unreadable']);
  });

  test.each([
    '[root@vpn stunnel]# cat stunnel.conf',
    '[root@vpn stunnel]#',
    'C:\\stunnel>type stunnel.conf',
    'C:\\Program Files (x86)\\stunnel\\config> type stunnel.conf',
    'PS C:\\> cat stunnel.conf',
    'PS C:\\stunnel>',
    '[ada@vpn ~]$ sudo cat /etc/stunnel/stunnel.conf',
    'root@vpn:/etc/stunnel#',
  ])('a prompt is no section and no option: %s', (line) => {
    const { lines, remarks } = parse(`${line}\nclient = yes\n`);
    expect(lines.map(({ kind }) => kind)).toEqual(['unreadable', 'option']);
    const reason = 'This line is a command in a terminal and no part of the configuration.';
    expect(remarks.map((remark) => say(remark.reason))).toEqual([reason]);
  });

  test.each(['[a@b]', '[a@b c]', '[a@b c] # comment'])('a section may look like half a prompt: %s', (line) => {
    expect(parse(`${line}\n`).lines.map(({ kind }) => kind)).toEqual(['section']);
  });

  test('of a terminal is read without its commands', () => {
    const document = parse(
      'root@vpn:/etc/stunnel# cat a.conf\n[a]\naccept = 443\n$ A=1 cat b.conf\n==> b.conf <==\n```\n',
    );
    expect(document.lines.map(({ kind }) => kind)).toEqual([
      'unreadable',
      'section',
      'option',
      'unreadable',
      'unreadable',
      'outside',
    ]);
    expect(sayAll(document.remarks).map(({ line }) => line)).toEqual([1, 1, 4, 5]);
  });
});

describe('the text', () => {
  const texts = [
    '',
    '\n',
    '\n\n',
    'accept = 443',
    'accept = 443\r\nconnect = 22\r\n',
    'mixed\r\nends\nhere\r',
    '\uFEFF; note\n[a]\n',
    'a\uFEFFb = 1\n',
    'x\ry = 1\n\r\n',
    '\u00a0“accept”\u2028= 443\n',
    '<% if x %>y = 1<% end %>',
  ];
  test.each(texts)('is written back as it was read: %j', (text) => {
    expect(write(parse(text))).toBe(text);
  });

  test.each([
    ['alone', '[a]\raccept = 443\rconnect = 22\r', 1],
    ['alone, without the last', '[a]\raccept = 443\rconnect = 22', 1],
    ['among line feeds', '[a]\naccept = 443\rconnect = 22\n', 1],
    ['doubled before line feeds', '[a]\r\r\naccept = 443\r\r\nconnect = 22\r\r\n', 0],
  ])('of carriage returns %s is read as lines', (_, text, remarks) => {
    const document = parse(text);
    expect(document.lines.map(({ kind }) => kind)).toEqual(['section', 'option', 'option']);
    expect(sayAll(document.remarks)).toHaveLength(remarks);
    expect(write(document)).toBe(text);
  });

  test('with a carriage return by accident is read as stunnel reads it', () => {
    expect(option('cli\rent = yes\n')).toMatchObject({ canonical: 'client', meant: 'yes' });
  });

  test('of too many carriage returns is one line, as in stunnel', () => {
    expect(parse('\r'.repeat(MAX_LINES + 1)).lines).toHaveLength(1);
  });

  test('that stunnel has accepted is read as it is', () => {
    const text = 'accept = 44\r3\n; cat > stunnel.conf <<EOF\nconnect = 22\nEOF = 1\n';
    const { lines, remarks } = parse(text, { isPlain: true });
    expect(lines.map(({ kind }) => kind)).toEqual(['option', 'comment', 'option', 'option']);
    expect(lines[0]).toMatchObject({ value: '443' });
    expect(remarks).toEqual([]);
  });

  test('beyond the limits is refused with an explanation', () => {
    for (const text of ['x'.repeat(MAX_TEXT + 1), '\n'.repeat(MAX_LINES + 1)]) {
      expect(() => parse(text)).toThrow(ConfError);
    }
    expect(parse('\n'.repeat(MAX_LINES)).lines).toHaveLength(MAX_LINES);
  });
});

test('the lines that grep prints of several files are read, and the files are kept apart', () => {
  const text =
    'etc/a.conf:3:[ssh]\netc/a.conf-4-accept = 443\netc/a.conf-5-connect = 22\n--\netc/b.conf:1:client = yes\netc/b.conf-2-[b]\n';
  const document = parse(text);
  expect(document.lines.map((line) => line.kind)).toEqual([
    'section',
    'option',
    'option',
    'unreadable',
    'option',
    'section',
  ]);
  expect(document.lines.flatMap(({ number, begin }) => (begin === null ? [] : [[number, begin.kind]]))).toEqual([
    [5, 'file'],
  ]);
});

test('the lines that grep prints of a file are read', () => {
  const text = '/etc/stunnel/a.conf:1:cert = a.pem\n/etc/stunnel/a.conf:2:[ssh]\n/etc/stunnel/a.conf:3:accept = 443\n';
  expect(parse(text).lines.map((line) => line.kind)).toEqual(['option', 'section', 'option']);
});
