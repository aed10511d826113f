import { describe, expect, test } from 'vitest';
import { parse } from './parse.ts';
import { explainForeign } from './recognise.ts';

const script = (start: string, end = 'END') =>
  [
    '#!/bin/sh',
    'NAME=value',
    start,
    'cert = /etc/stunnel/a.pem',
    '[ssh]',
    'accept = 443',
    'connect = 22',
    end,
    'systemctl restart stunnel4',
  ].join('\n');
const options = (text: string) =>
  parse(text).lines.flatMap((line) => (line.kind === 'option' ? [`${line.name} = ${line.meant}`] : []));

describe('a script that writes a stunnel.conf', () => {
  test.each([
    'cat > /etc/stunnel/stunnel.conf <<END',
    "sudo tee /etc/stunnel/x.conf > /dev/null << 'END'",
    'cat <<-"END" > stunnel.conf',
  ])('%s', (start) => {
    const document = parse(script(start));
    expect(options(script(start))).toEqual(['cert = /etc/stunnel/a.pem', 'accept = 443', 'connect = 22']);
    expect(explainForeign(document)).toBeNull();
    expect(document.remarks).toEqual([{ line: 1, text: '', reason: 'Only what the script writes was read.' }]);
  });

  test.each([
    ['that writes something else', script('cat > /etc/motd <<END')],
    ['without an end', script('cat > stunnel.conf <<END', 'DONE')],
  ])('%s is a script', (_, text) => {
    expect(explainForeign(parse(text))?.what).toBe('This is a script, not a stunnel configuration.');
  });
});
