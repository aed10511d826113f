import { expect, test } from 'vitest';
import { sayAll } from '../../preload/words/say.ts';
import { parse } from './parse.ts';
import { explainForeign } from './recognise.ts';

const foreign: readonly (readonly [name: string, text: string, what: RegExp])[] = [
  ['nothing', '', /nothing in this file/],
  ['blank lines', ' \n\t\n', /nothing in this file/],
  ['comments only', '; accept = 443\n# connect = 22\n', /not a stunnel configuration/],
  ['a JPEG', '\uFFFD\uFFFD\uFFFD\uFFFD\u0000\u0010JFIF\u0000\u0001\u0002=\u0000\uFFFD', /picture/],
  ['a program', '\u007FELF\u0002\u0001\u0001\u0000\u0000\u0000', /binary file/],
  ['bzip2', 'BZh91AY&SY\u0000\u0001Ù', /an archive of a kind that Adit does not unpack/],
  ['xz', 'ý7zXZ\u0000\u0000\u0004', /an archive of a kind/],
  ['7z', "7z¼¯'\u001C\u0000\u0004", /an archive of a kind/],
  ['Zstandard', '(µ/ý\u0004\u0000', /an archive of a kind/],
  ['RAR', 'Rar!\u001A\u0007\u0001\u0000', /an archive of a kind/],
  ['a PDF', '%PDF-1.7\n1 0 obj\n', /PDF/],
  ['a script', '#!/bin/sh\nset -e\nPORT=443\nCONNECT=22\necho "$PORT"\n', /a script/],
  ['JSON', '{\n  "accept": 443,\n  "x": "a = b"\n}\n', /JSON/],
  ['docker-compose', 'version: "3"\nservices:\n  stunnel:\n    image: x\n    ports: ["443:443"]\n', /docker-compose/],
  ['an OpenVPN file', 'client\ndev tun\nproto tcp\nremote vpn.example.com 443\n', /OpenVPN/],
  ['nginx', 'http {\n  server {\n    listen 443 ssl;\n  }\n}\n', /nginx/],
  [
    'sslh',
    'verbose: false;\nlisten:\n(\n    { host: "0.0.0.0"; port: "443"; }\n);\nprotocols:\n(\n    { name: "ssh"; host: "localhost"; port: "22"; }\n);\n',
    /a configuration of sslh/,
  ],
  ['HAProxy', 'frontend x\n  bind *:443\nbackend y\n', /HAProxy/],
  ['systemd', '[Unit]\nDescription=stunnel\n[Service]\nExecStart=/usr/bin/stunnel x.conf\nType=forking\n', /systemd/],
  ['a socket unit', '[Unit]\nDescription=x\n[Socket]\nListenStream=443\nAccept=yes\n', /systemd/],
  ['a private key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n', /private key/],
  ['a certificate', '-----BEGIN CERTIFICATE-----\nAAAA=\n-----END CERTIFICATE-----\n', /a certificate/],
  ['a log', '2024.01.10 12:00:00 LOG5[ui]: stunnel 5.56 on x86_64-pc-linux-gnu platform\n', /a log of stunnel/],
  ['a system’s log', 'Jan 10 12:00:00 vpn stunnel[1]: LOG4[ui]: Service [ssh] accept = 443\n', /a log of stunnel/],
  [
    'what stunnel prints',
    '[ ] Clients allowed=500\n[.] stunnel 5.68\n[!] x:3: "acept = 443": not valid\n',
    /a log of stunnel/,
  ],
  ['a playbook', '- hosts: all\n  tasks:\n  - lineinfile: path=/etc/stunnel/a.conf line="accept = 443"\n', /Ansible/],
  ['a recipe', "stunnel_connection 'x' do\n  accept '127.0.0.1:1'\n  connect 'b:2'\n  client true\nend\n", /Chef/],
  ['NixOS', 'services.stunnel = {\n  clients.a = {\n    accept = "1";\n    connect = "b:2";\n  };\n};\n', /NixOS/],
  ['RTF', '{\\rtf1\\ansi client = yes\\\naccept = 1\\\nconnect = b:2\\\n}', /RTF/],
  ['variables', 'STUNNEL_SERVICE=ssh\nSTUNNEL_ACCEPT=443\nexport STUNNEL_CONNECT=ssh:22\n', /environment variables/],
  ['an image', 'FROM alpine\nENV STUNNEL_ACCEPT=443\nENV STUNNEL_CONNECT=22\n', /Dockerfile/],
  ['an override of a unit', '[Service]\nExecStart=\nExecStart=/usr/bin/stunnel /etc/stunnel/%i.conf\n', /systemd/],
  ['comments of a shell', '# STUNNEL=1\n', /^This is not a stunnel configuration/],
  ['a plain diff', '2c2\n< accept = 443\n---\n> accept = 8443\n', /a comparison of files/],
  [
    'a diff with context',
    '*** a.conf\n--- b.conf\n***************\n*** 1,2 ****\n  [a]\n! accept = 1\n--- 1,2 ----\n  [a]\n! accept = 2\n',
    /a comparison of files/,
  ],
  ['prose', 'Dear colleague,\nthe server is up again.\n', /not a stunnel configuration/],
  ['an ini file', '[global]\nworkgroup = X\nserver string = Y\nlog file = Z\n', /not a stunnel configuration/],
];

test.each(foreign)('%s is told apart', (_, text, what) => {
  const explanation = sayAll(explainForeign(parse(text)));
  expect(explanation?.what).toMatch(what);
  for (const sentence of [explanation?.what, explanation?.why, explanation?.next]) expect(sentence).toMatch(/\.$/);
});

const ours: readonly (readonly [name: string, text: string])[] = [
  ['the smallest one', '[a]\naccept = 443\nconnect = 22\n'],
  ['one with a typo', '[a]\naccept = 443\nconect = 22\n'],
  ['one in a shell script’s clothes', '#!/usr/bin/stunnel\nclient = yes\nconnect = example.com:443\n'],
  ['one with many unknown lines', 'a = 1\nb = 2\nc = 3\n[a]\naccept = 443\nconnect = 22\n'],
];

test.each(ours)('%s is read', (_, text) => {
  expect(explainForeign(parse(text))).toBeNull();
});

test('a private key is not quoted in the answer', () => {
  const explanation = sayAll(
    explainForeign(parse('-----BEGIN RSA PRIVATE KEY-----\nSECRET\n-----END RSA PRIVATE KEY-----')),
  );
  expect(JSON.stringify(explanation)).not.toContain('SECRET');
});
