import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codeIn } from './imports.ts';
import { root } from './outputs.ts';
import { sentencesIn, untranslatedIn } from './untranslated.ts';

/** The same in every language: names, and what is typed as it stands. */
const NAMES = new Set([
  'Adit',
  'Electron',
  'Node',
  'ssh',
  'HTTP CONNECT',
  '-----BEGIN CERTIFICATE-----',
  '2026.11.29 20:19:39 LOG3[8]: s_connect: connect 127.0.0.1:22: Connection refused (111)',
]);
const textsIn = (code: string) => untranslatedIn('a.tsx', code, NAMES).map(({ text }) => text);

test.each([
  ['between tags', 'const a = <p>Try again</p>;', ['Try again']],
  ['one word', 'const a = <Button>Close</Button>;', ['Close']],
  ['in a condition', "const a = <p>{on ? 'It is on' : t('off')}</p>;", ['It is on']],
  ['behind a condition', "const a = <p>{on && 'It is on'}</p>;", ['It is on']],
  ['with something put in', `const a = <p>{\`to \${host} and back\`}</p>;`, [`to \${host} and back`]],
  ['for assistive technology', 'const a = <nav aria-label="Servers" />;', ['Servers']],
  ['of a field', 'const a = <Input label="Local port" help={t("help")} />;', ['Local port']],
  ['in a table', "const a = [{ value: 'x', label: 'The first' }];", ['The first']],
])('finds a text %s', (_, code, texts) => {
  expect(textsIn(code)).toEqual(texts);
});

test.each([
  ['from the catalogue', "const a = <p title={t('a.b')}>{t('a.c', { name: 'x y' })}</p>;"],
  ['that is a name', 'const a = <p>Adit</p>;'],
  ['that nobody sees', 'const a = <p className="big one" key="some key">{css(\'two words\')}</p>;'],
  ['that is an example of the machine’s', 'const a = <Input placeholder="server.example.org" />;'],
  ['of signs', 'const a = <p>↓ {received} · {sent}</p>;'],
])('lets pass what is %s', (_, code) => {
  expect(textsIn(code)).toEqual([]);
});

test('the window says nothing but what the catalogue has', () => {
  const files = codeIn(root, 'renderer').filter((file) => !/\.test\.tsx?$|^renderer\/testing\//.test(file));
  const found = files.flatMap((file) =>
    untranslatedIn(file, readFileSync(join(root, file), 'utf8'), NAMES).map(
      ({ line, text }) => `${file}:${line} ${text}`,
    ),
  );
  expect(found).toEqual([]);
});

/** Rooms that find what the window says: they name messages, and say nothing themselves. */
const FINDERS = [
  ...['main/conf', 'preload/fields'],
  ...['files', 'share', 'typed', 'import', 'options', 'notes'].map((room) => `main/profile/${room}`),
  ...['main/diagnose', 'main/kit', 'main/launch', 'main/trust', 'main/tunnel', 'main/state', 'main/desktop'],
];

const sentences = (code: string) => sentencesIn('a.ts', code, new Set()).map(({ text }) => text);

test.each([
  ['a note', "const a = noteOn(line, 'This has no effect.');", ['This has no effect.']],
  ['with something put in', `const a = \`The port \${port} is taken.\`;`, [`The port \${port} is taken.`]],
  ['that begins with a value', `const a = \`\${name} was left out\`;`, [`\${name} was left out`]],
  ['a clause', "const a = on ? 'a folder' : 'the only one';", ['a folder', 'the only one']],
  ['of a table', "const a = { pid: 'Adit is none.' };", ['Adit is none.']],
])('finds a sentence where none belongs: %s', (_, code, texts) => {
  expect(sentences(code)).toEqual(texts);
});

test.each([
  ['names a message', "const a = toSay('note.ownLog');"],
  ['is thrown', "throw new TypeError('This is not one.');"],
  ['is logged', "log.warn('This is one.'); ports.log.warn('This is one.'); this.#log('error', 'This is one.');"],
  ['is a list of options', "const a = set('accept connect client');"],
  ['is made of values', `const a = \`\${first} \${second}\`;`],
  ['is where something is imported from', "import { a } from './the way/to it.ts';"],
])('lets pass what %s', (_, code) => {
  expect(sentences(code)).toEqual([]);
});

/** Files of these rooms that write English for others than the person at the window. */
const ENGLISH = [
  /\.test\.tsx?$|\/make-[\w-]+\.ts$/,
  // stunnel's configurations, and what stunnel would say.
  /^main\/conf\/(?:strict|values|write)/,
  // Reports, and what they have as evidence.
  /^main\/diagnose\/(?:report|judge\/|steps\/)/,
  // What a server and its clients are given.
  /^main\/kit\/(?:scripts\/|readme|client-files|stunnel-conf|certificates)/,
  // What is seen in a terminal, or by programs.
  /^main\/launch\/(?:server-files\/|ssh-config\/|terminals)/,
  // The log, what `adit capabilities` tells, and the demo's server.
  /^main\/tunnel\/(?:node-internals\/|guard\/|connection\/|worker-client|demo-|tls\/(?:capabilities|settings))/,
  // Answers to the command line.
  /^main\/state\/control/,
  // What a page was refused, and what is wrong with a file of ours, for the log; and an entry of the desktop's.
  /^main\/desktop\/(?:guards|json-file|login-item)/,
];

/** Names, words of protocols and of commands, and details of errors that only the log has. */
const FOUND_NAMES = new Set([
  ...[
    'PRIVATE KEY',
    'AUTH LOGIN',
    `AUTH PLAIN \${base64(\`\\0\${username}\\0\${secret}\`)}`,
    `PID eq \${pid}`,
    'User name',
  ],
  ...['MongoDB Compass', 'Windows App', 'Royal TSX', 'Apache Directory Studio', 'OpenVPN GUI', 'OpenVPN Connect'],
  ...['the server sent no certificate', 'the connection was given up'],
  // Names of files.
  ...[`Adit backup \${now.toISOString().slice(0, 10)}.json`, 'Adit report.txt'],
]);

test('what finds something says it as data', () => {
  const files = FINDERS.flatMap((room) => codeIn(root, room)).filter(
    (file) => !ENGLISH.some((pattern) => pattern.test(file)),
  );
  const found = files.flatMap((file) =>
    sentencesIn(file, readFileSync(join(root, file), 'utf8'), FOUND_NAMES).map(
      ({ line, text }) => `${file}:${line} ${text}`,
    ),
  );
  expect(found).toEqual([]);
});
