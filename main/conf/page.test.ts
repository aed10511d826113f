import { describe, expect, test } from 'vitest';
import { sayAll } from '../../preload/words/say.ts';
import { write } from './document.ts';
import { parse } from './parse.ts';
import { explainForeign } from './recognise.ts';
import { lastOf, servicesOf } from './services.ts';

const CLIENT = 'client = yes\n[ssh]\naccept = 127.0.0.1:2222\nconnect = box.example.org:443\n';
const SERVER = '[ssh]\naccept = 443\nconnect = 22\ncert = /etc/stunnel/box.pem\n';
const PIN =
  'client = yes\nverifyPeer = yes\nCAfile = /pin.pem\n[a]\naccept = 127.0.0.1:1\nconnect = a.example.org:443\n';
const OTHER = 'client = yes\n[b]\naccept = 127.0.0.1:2\nconnect = b.example.org:443\n';

const indented = (text: string) => text.replace(/^(?=.)/gm, '    ');
const breaks = (text: string) => text.trim().replaceAll('\n', '<br>');

/** Each service with its role, and whose certificates it trusts. */
const rolesOf = (text: string) => {
  const document = parse(text);
  expect(write(document)).toBe(text);
  expect(explainForeign(document)).toBeNull();
  return servicesOf(document).services.map((service) => {
    const role = lastOf(service, 'client')?.meant.toLowerCase() === 'yes' ? 'client' : 'server';
    return [service.section, role, lastOf(service, 'CAfile')?.meant ?? null];
  });
};

const pages: readonly (readonly [what: string, page: (first: string, second: string) => string])[] = [
  ['fences', (a, b) => `Laptop:\n\n\`\`\`\n${a}\`\`\`\n\nServer:\n\n\`\`\`\n${b}\`\`\`\n`],
  ['fences with a language', (a, b) => `\`\`\`ini\n${a}\`\`\`\n\`\`\`conf\n${b}\`\`\`\n`],
  ['tildes', (a, b) => `~~~\n${a}~~~\n~~~\n${b}~~~`],
  ['a fence that is left over', (a, b) => `${a}\`\`\`\n\nThe server:\n\n\`\`\`\n${b}\`\`\`\n`],
  ['marks of Jira', (a, b) => `{code:title=a.conf}\n${a}{code}\n{noformat}\n${b}{noformat}\n`],
  ['org-mode', (a, b) => `#+BEGIN_SRC conf\n${a}#+END_SRC\n* Server\n#+begin_src conf\n${b}#+end_src\n`],
  ['AsciiDoc', (a, b) => `[source,ini]\n----\n${a}----\n\n.stunnel.conf\n----\n${b}----\n`],
  ['<pre>', (a, b) => `<p>Client</p><pre>\n${a}</pre>\n<pre class="x">${b}</pre>`],
  ['<pre> in one line', (a, b) => `<h2>Laptop</h2><pre><code>${breaks(a)}</code></pre><pre>${breaks(b)}</pre>`],
  ['<code> of DokuWiki', (a, b) => `<code>\n${a}</code>\n\n<file ini b.conf>\n${b}</file>\n`],
  ['<syntaxhighlight>', (a, b) => `<syntaxhighlight lang="ini">\n${a}</syntaxhighlight>\n<source>\n${b}</source>\n`],
  ['a forum’s code', (a, b) => `[code]\n${a}[/code]\nand\n[CODE]${b}[/CODE]\n`],
  ['“the other side”', (a, b) => `${a}\nand now the other side\n\n${b}`],
  ['sentences', (a, b) => `On my laptop I have\n${a}and the server runs with\n${b}which works fine.\n`],
  ['headings that are underlined', (a, b) => `Here\n====\n\n${a}\nThere\n=====\n\n${b}`],
  ['headings of a wiki', (a, b) => `== Here ==\n${a}\n== There ==\n${b}`],
  ['headings of Markdown', (a, b) => `A page about tunnels.\n\n## Here\n\n${indented(a)}\n## There\n\n${indented(b)}`],
  ['reStructuredText', (a, b) => `.. code-block:: ini\n\n${indented(a)}\nThere\n-----\n\n::\n\n${indented(b)}`],
  ['names of files', (a, b) => `# /etc/stunnel/a.conf\n${a}\n; b.conf:\n${b}`],
];

describe.each(pages)('%s divide a text', (_, page) => {
  test('into a client and a server', () => {
    expect(rolesOf(page(CLIENT, SERVER))).toEqual([
      ['ssh', 'client', null],
      ['ssh', 'server', null],
    ]);
  });

  test('into a server and a client', () => {
    expect(rolesOf(page(SERVER, CLIENT)).map(([, role]) => role)).toEqual(['server', 'client']);
  });

  test('and what one client trusts is not what the other does', () => {
    expect(rolesOf(page(PIN, OTHER))).toEqual([
      ['a', 'client', '/pin.pem'],
      ['b', 'client', null],
    ]);
  });
});

const fence = (text: string) => `\`\`\`\n${text}\`\`\`\n`;

describe('what belongs together is one file', () => {
  test('where a page shows its beginning and its sections in several blocks, and says what is not certain', () => {
    const more = '[web]\naccept = 127.0.0.1:8080\nconnect = box.example.org:8443\n';
    const text = fence('client = yes\nCAfile = /ca.pem\n') + fence(CLIENT.slice(13)) + fence(more);
    expect(rolesOf(text).map(([, ...rest]) => rest)).toEqual([
      ['client', '/ca.pem'],
      ['client', '/ca.pem'],
    ]);
    expect(servicesOf(parse(text))).toMatchObject({ restarts: [], doubts: [11] });
  });

  test('where sentences explain it line by line', () => {
    const text =
      'First the part for all:\nclient = yes\nThen the service for ssh:\n[ssh]\naccept = 2222\nIt leads to\nconnect = h:443\n' +
      'And one for the web server:\n[web]\naccept = 127.0.0.1:8080\nconnect = h:8443\n';
    expect(rolesOf(text).map(([name, role]) => [name, role])).toEqual([
      ['ssh', 'client'],
      ['web', 'client'],
    ]);
    expect(servicesOf(parse(text))).toMatchObject({ restarts: [], doubts: [] });
  });

  test('where comments name servers', () => {
    const text =
      '; client\nclient = yes\n; the ssh server\n[ssh]\naccept = 2222\nconnect = h:443\n; server 2\n[b]\naccept = 3\nconnect = i:443\n';
    expect(rolesOf(text).map(([, role]) => role)).toEqual(['client', 'client']);
  });
});

test.each([
  ['a comment names the other side, as the addresses do', `${CLIENT}# Server\n[x]\naccept = 443\nconnect = 22\n`, [6]],
  ['the section of the other end has the same name and a certificate', `${CLIENT}\n${SERVER}`, [6]],
])('a bare text is divided where %s', (_, text, restarts) => {
  expect(rolesOf(text).map(([, role]) => role)).toEqual(['client', 'server']);
  expect(servicesOf(parse(text))).toMatchObject({ restarts });
});

describe('headings that stunnel takes for comments divide where a line stands between heading and section', () => {
  const client = 'client = yes\n[db]\naccept = 127.0.0.1:3306\nconnect = db.example.org:3307\n';
  const server = 'cert = /etc/stunnel/db.pem\n[db]\naccept = 3307\nconnect = 127.0.0.1:3306\n';
  const indented = (text: string) => text.replace(/^(?=.)/gm, '    ');
  test.each([
    ['of Markdown', `## Client\n\n${indented(client)}\n## Server\n\n${indented(server)}`],
    ['of another level', `### on my laptop\n${client}### on the VPS\n${server}`],
    ['in a comment', `; ---- client ----\n${client}; ---- server ----\n${server}`],
    ['none, but a paragraph', `${client}\n${server}`],
    ['scissors', `${client}--- 8< ---\n${server.replace('[db]', '[other]')}`],
    ['scissors with words', `${client}---- cut here ----\n${server.replace('[db]', '[other]')}`],
  ])('%s', (_, text) => {
    const read = rolesOf(text);
    expect(read.map(([, role]) => role)).toEqual(['client', 'server']);
  });

  test('and not where the section above lacks its addresses', () => {
    const text =
      'client = yes\n[db]\n# server\nCAfile = /ca.pem\naccept = 127.0.0.1:3306\nconnect = db.example.org:3307\n';
    expect(rolesOf(text)).toHaveLength(1);
  });
});

test.each(['and now the other side', 'The opposite end:', 'Auf der Gegenseite:', 'On the server I have this:'])(
  'words alone tell the other side where addresses do not: %s',
  (words) => {
    const text = `${CLIENT}\n${words}\n[x]\naccept = 127.0.0.1:443\nconnect = 127.0.0.1:22\n`;
    expect(rolesOf(text).map(([, role]) => role)).toEqual(['client', 'server']);
  },
);

test('what is said to be the other side is a file of its own even where its addresses look like those of this one', () => {
  const text = `${CLIENT}\nand now the other side\n[x]\naccept = 127.0.0.1:99\nconnect = inner.example.org:99\n`;
  expect(servicesOf(parse(text))).toMatchObject({ restarts: [7], doubts: [7] });
});

test('of a section that may be the other end it is said', () => {
  const text = `${CLIENT}\n[x]\naccept = 443\nconnect = 22\ncert = /x.pem\n`;
  expect(servicesOf(parse(text))).toMatchObject({ restarts: [], doubts: [6] });
});

test('of a client without “client = yes” on a page it is said that its role is not certain', () => {
  const text = `On the server:\n${SERVER}\non my laptop:\n${CLIENT.slice(13)}`;
  expect(servicesOf(parse(text))).toMatchObject({ restarts: [8], doubts: [8] });
});

test('options of a page that no section has are left out, and it is said', () => {
  const text = fence(CLIENT) + fence('verifyChain = yes\nCAfile = /other.pem\n') + fence(OTHER);
  expect(rolesOf(text)).toEqual([
    ['ssh', 'client', null],
    ['b', 'client', null],
  ]);
  expect(servicesOf(parse(text)).alone).toEqual([8]);
});

test('blocks of a page are read for what they hold: files, scripts that write one, and other things', () => {
  const unit = '[Unit]\nDescription=x\n[Service]\nExecStart=/usr/bin/stunnel\n';
  const script = `$ sudo apt install stunnel4\n$ cat > /etc/stunnel/a.conf <<EOF\n${SERVER}EOF\n`;
  const text = `Set client = yes:\n${fence(CLIENT)}\n${fence('ACCEPT=443\nCONNECT=22\n')}\n${fence(unit)}\n${fence(script)}`;
  expect(rolesOf(text)).toEqual([
    ['ssh', 'client', null],
    ['ssh', 'server', null],
  ]);
  expect(sayAll(parse(text).remarks).map(({ reason }) => reason)).toEqual([
    'Only the configurations in the blocks of code of this page were read.',
  ]);
});

const PROSE = 'This is a long post about how I made a tunnel.\nIt took me a while to find all the pieces.\n'.repeat(20);

describe('a page with front matter is read', () => {
  test.each([
    ['of Jekyll', '---\nlayout: post\ntitle: "Tunnels"\ntags:\n  - net\n---\n'],
    ['of Hugo', '+++\ntitle = "Tunnels"\ndraft = false\n+++\n'],
    ['behind blank lines', '\n\n---\ntitle: x\n---\n'],
  ])('%s', (_, front) => {
    expect(rolesOf(`${front}${PROSE}${SERVER}${PROSE}`)).toEqual([['ssh', 'server', null]]);
    expect(sayAll(parse(`${front}${PROSE}${SERVER}${PROSE}`).remarks)).toHaveLength(1);
  });

  test('and a file of that form without a configuration is none', () => {
    expect(sayAll(explainForeign(parse('---\ntitle: x\n---\nmore: y\n')))?.what).toMatch(/YAML/);
  });
});

test('few words around a configuration are named one by one, many are not', () => {
  const few = parse(`Ada wrote this yesterday:\n${SERVER}That is all of it.\n`);
  expect(few.remarks).toHaveLength(2);
  const many = parse(
    `Hi all,\n\nAda wrote this yesterday:\n${SERVER}It does not work, why is that?\nThank you very much\n--\nBob\n`,
  );
  expect(sayAll(many.remarks).map(({ reason }) => reason)).toEqual(['The text around the configuration was left out.']);
});
