import { describe, expect, test } from 'vitest';
import { sayAll } from '../../preload/words/say.ts';
import { write } from './document.ts';
import { parse } from './parse.ts';
import { explainForeign } from './recognise.ts';
import { lastOf, servicesOf } from './services.ts';

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
    expect(sayAll(document.remarks)).toEqual([{ line: 1, text: '', reason: 'Only what the script writes was read.' }]);
  });

  test('whose name is in a variable', () => {
    expect(options(`TARGET="/etc/stunnel/a.conf"\n${script('cat > "$TARGET" <<END')}`)).toHaveLength(3);
  });

  test('with PowerShell', () => {
    const lines = 'client = yes\n[ssh]\naccept = 2222\nconnect = h:443';
    for (const text of [
      `$conf = @"\n${lines}\n"@\n$conf | Set-Content "C:\\stunnel\\stunnel.conf"\n`,
      `@'\n${lines}\n'@ | Out-File -FilePath stunnel.conf\n`,
    ]) {
      expect(options(text)).toEqual(['client = yes', 'accept = 2222', 'connect = h:443']);
    }
  });

  test('and its unit as well', () => {
    const unit = 'cat > /etc/systemd/system/stunnel.service <<EOF\n[Service]\nUser=x\nEOF\n';
    expect(options(`${unit}${script('cat > /etc/stunnel/stunnel.conf <<END')}`)).toHaveLength(3);
  });

  test.each([
    ["ssh root@vps <<'OUTER'", 'OUTER'],
    ['sudo bash -s <<OUTER', 'OUTER'],
    ["cat > setup.sh <<'OUTER'", 'OUTER'],
    ["cat >setup <<'OUTER'", 'OUTER'],
    ["$script = @'", "'@"],
  ])('inside of another document: %s', (start, end) => {
    const text = `${start}\n${script('cat > /etc/stunnel/stunnel.conf <<END')}\nsocket=1\n${end}\nexit 0\n`;
    expect(options(text)).toEqual(['cert = /etc/stunnel/a.pem', 'accept = 443', 'connect = 22']);
  });

  test('inside of one of several others', () => {
    const inner = script('cat > /etc/stunnel/stunnel.conf <<END');
    const text = `ssh a <<ONE\nuptime\nONE\nssh b <<TWO\nsudo sh <<THREE\n${inner}\nTHREE\nTWO\n`;
    expect(options(text)).toHaveLength(3);
  });

  test('and another keeps them apart', () => {
    const second = 'cat > /etc/stunnel/b.conf <<EOF\nclient = yes\n[b]\naccept = 1\nconnect = h:443\nEOF\n';
    const { services } = servicesOf(parse(`${script('cat > /etc/stunnel/a.conf <<END')}\n${second}`));
    expect(services.map((service) => lastOf(service, 'client')?.meant)).toEqual([undefined, 'yes']);
  });

  test.each([
    ['a file of another name', 'cat >cfg.client <<END'],
    ['a variable', 'tee "$HOME/$name" <<END'],
    ['the standard input of stunnel', 'stunnel -fd 0 <<END'],
  ])('for %s is judged by what it holds', (_, start) => {
    expect(options(script(start))).toEqual(['cert = /etc/stunnel/a.pem', 'accept = 443', 'connect = 22']);
  });

  test('with echo, for files of another name', () => {
    const text = '#!/bin/sh\nf=$(mktemp)\n{\necho "[a]"\necho "accept = 1"\n} > $f\necho "connect = b:2" | tee -a $f\n';
    expect(options(text)).toEqual(['accept = 1', 'connect = b:2']);
  });

  test.each([
    ['a unit of systemd', 'cat > sock <<END\n[Socket]\nAccept=yes\nListenStream=22\nEND\n'],
    ['variables', 'cat > env <<END\nACCEPT=443\nCONNECT=22\nEND\n'],
    ['a certificate’s request', 'cat > req.cnf <<END\n[req]\nprompt = no\n[dn]\nCN = a\nEND\n'],
    ['a message', 'echo "accept = 443" > /etc/motd\n'],
  ])('that writes %s is a script', (_, text) => {
    expect(explainForeign(parse(`#!/bin/sh\n${text}`))).not.toBeNull();
  });

  test.each([
    ['that writes something else', script('cat > /etc/motd.sh <<END')],
    ['without an end', script('cat > stunnel.conf <<END', 'DONE')],
  ])('%s is a script', (_, text) => {
    expect(sayAll(explainForeign(parse(text)))?.what).toBe('This is a script, not a stunnel configuration.');
  });
});

describe('a playbook', () => {
  const block = '    client = yes\n\n    [ssh]\n    accept = 2222\n    connect = h:443\n';
  test.each([
    [
      'of Ansible',
      `- name: stunnel\n  copy:\n    dest: /etc/stunnel/stunnel.conf\n    content: |\n${block.replace(/^ {4}/gm, ' '.repeat(6))}    mode: "0600"\n`,
    ],
    ['of Kubernetes', `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  stunnel.conf: |-\n${block}`],
    [
      'of Compose',
      `services:\n  stunnel:\n    image: x\nconfigs:\n  x:\n    content: |\n${block.replace(/^ {4}/gm, ' '.repeat(6))}`,
    ],
  ])('%s is read for the configuration in it', (_, text) => {
    const document = parse(text);
    expect(options(text)).toEqual(['client = yes', 'accept = 2222', 'connect = h:443']);
    expect(sayAll(document.remarks)).toHaveLength(1);
    expect(explainForeign(document)).toBeNull();
    expect(write(document)).toBe(text);
  });
});
