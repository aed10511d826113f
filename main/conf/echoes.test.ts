import { describe, expect, test } from 'vitest';
import { sayAll } from '../../preload/words/say.ts';
import { write } from './document.ts';
import { parse } from './parse.ts';
import { explainForeign } from './recognise.ts';
import { lastOf, servicesOf } from './services.ts';

const CONF = '/etc/stunnel/stunnel.conf';
const lines = ['client = yes', '[ssh]', 'accept = 127.0.0.1:2222', 'connect = h:443'];
const read = (text: string) =>
  parse(text).lines.flatMap((line) =>
    line.kind === 'option' ? [`${line.name} = ${line.meant}`] : line.kind === 'section' ? [`[${line.name}]`] : [],
  );

const scripts: readonly (readonly [name: string, text: string])[] = [
  [
    'echo',
    `#!/bin/sh\nset -e\n${lines.map((line) => `echo "${line}" >> ${CONF}`).join('\n')}\nservice stunnel4 start\n`,
  ],
  ['echo with single quotes', lines.map((line) => `echo '${line}' >> ${CONF}`).join('\n')],
  ['echo without quotes', lines.map((line) => `echo ${line} >> ${CONF}`).join('\n')],
  ['echo of Windows', `@echo off\n${lines.map((line) => `echo ${line}>> "C:\\stunnel\\stunnel.conf"`).join('\r\n')}`],
  ['echo and tee', lines.map((line) => `echo "${line}" | sudo tee -a ${CONF} > /dev/null`).join('\n')],
  ['echo behind a prompt', lines.map((line) => `root@vpn:~# echo "${line}" >> ${CONF}`).join('\n')],
  ['echo -e', `echo -e "${lines.join('\\n')}" > ${CONF}\n`],
  ['printf', `printf '${lines.join('\\n')}\\n' > ${CONF}\n`],
  ['printf with arguments', `printf '%s\\n' ${lines.map((line) => `'${line}'`).join(' ')} > ${CONF}\n`],
  [
    'printf with values',
    `printf 'client = %s\\n[%s]\\n' yes ssh > ${CONF}\nprintf "${lines.slice(2).join('\\n')}" >> ${CONF}`,
  ],
  ['echo over several lines', `echo "${lines.join('\n')}" > ${CONF}\n`],
  ['a group', `{\n${lines.map((line) => `  echo "${line}"`).join('\n')}\n} > ${CONF}\n`],
  ['a group in one line', `(${lines.map((line) => `echo "${line}"`).join('; ')}) > ${CONF}\n`],
  [
    'a Dockerfile',
    `FROM alpine\nRUN ${lines.map((line) => `echo "${line}" >> ${CONF}`).join(' && \\\n    ')}\nCMD ["stunnel"]\n`,
  ],
  ['a variable for its name', `CONF=${CONF}\n${lines.map((line) => `echo '${line}' >> "$CONF"`).join('\n')}`],
  [
    'both ways',
    `cat > ${CONF} <<EOF\n${lines.slice(0, 2).join('\n')}\nEOF\n${lines
      .slice(2)
      .map((line) => `echo "${line}" >> ${CONF}\n`)
      .join('')}`,
  ],
];

describe('a script that writes a stunnel.conf with', () => {
  test.each(scripts)('%s is read for what it writes', (_, text) => {
    const document = parse(text);
    expect(read(text)).toEqual(lines);
    expect(sayAll(document.remarks)).toEqual([{ line: 1, text: '', reason: 'Only what the script writes was read.' }]);
    expect(explainForeign(document)).toBeNull();
    expect(write(document)).toBe(text);
  });
});

test('what a script writes into other files is left out', () => {
  const other = ['ENABLED=1" > /etc/default/stunnel4', 'key" >> /etc/stunnel/stunnel.pem', 'done" >&2', 'bye"'];
  const text = [...other.map((line) => `echo "${line}`), ...lines.map((line) => `echo "${line}" >> ${CONF}`)].join(
    '\n',
  );
  expect(read(text)).toEqual(lines);
});

test('two files of a script are kept apart', () => {
  const web = `[web]\\naccept = 443\\nconnect = 80\\ncert = /x.pem\\n[b]\\naccept = 1\\nconnect = 2\\n`;
  const text = `printf '${lines.join('\\n')}' > a.conf\nprintf '${web}' > b.conf\n`;
  const { services, restarts } = servicesOf(parse(text));
  expect(services.map((service) => lastOf(service, 'client')?.meant)).toEqual(['yes', undefined, undefined]);
  expect(services[1]?.own).toHaveLength(3);
  expect(restarts).toEqual([2]);
});

test.each([
  ['a comment on how to write it', `; echo "client = yes" >> ${CONF}\n[a]\naccept = 443\nconnect = 22\n`],
  ['what is written elsewhere', '[a]\naccept = 443\nexec = /bin/sh\nexecArgs = sh -c "echo x > /tmp/x.conf"\n'],
  ['an apostrophe', "[a]\n; don't\naccept = 443\necho don't know\nconnect = 22\n"],
])('a configuration with %s is read as it is', (_, text) => {
  expect(parse(text).lines.some(({ kind }) => kind === 'outside')).toBe(false);
});

test('a script that writes nothing for stunnel is a script', () => {
  const text = '#!/bin/sh\necho "accept = 443" > /tmp/out\necho "connect = 22"\n';
  expect(sayAll(explainForeign(parse(text)))?.what).toBe('This is a script, not a stunnel configuration.');
});
