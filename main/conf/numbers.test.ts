import { describe, expect, test } from 'vitest';
import { parse } from './parse.ts';
import { lastOf, servicesOf } from './services.ts';

const web = 'client = yes\n[web]\naccept = 127.0.0.1:8080\nconnect = h:443\n';
const ssh = 'cert = /a.pem\n\n[ssh]\naccept = 443\nconnect = 22\n';
const mail = '; mail\n[smtp]\naccept = 465\nconnect = 25\n[imap]\naccept = 993\nconnect = 143\n';

const cat = (text: string) => text.replace(/^/gm, () => `     ${++line}\t`);
const nl = (text: string) => text.replace(/^(?=.)/gm, () => `     ${++line}\t`);
let line = 0;
const numbered = (text: string, how = cat) => {
  line = 0;
  return `${how(text.trimEnd())}\n`;
};

describe('numbers before the lines of one of several files are left out', () => {
  const cases: readonly (readonly [name: string, text: string, clients: readonly unknown[], restarts: number[]])[] = [
    ['the first', numbered(ssh) + web, [undefined, 'yes'], [6]],
    ['the second', web + numbered(ssh), ['yes', undefined], [5]],
    ['a short first', numbered(web) + mail, ['yes', undefined, undefined], [6]],
    ['a short second', mail + numbered(web), [undefined, undefined, 'yes'], [8]],
    ['as nl has them', numbered(ssh, nl) + mail, [undefined, undefined, undefined], [7]],
    ['both', numbered(web) + numbered(ssh), ['yes', undefined], [5]],
    ['behind prompts', `$ cat -n a\n${numbered(web)}$ cat b\n${mail}`, ['yes', undefined, undefined], [8]],
  ];
  test.each(cases)('%s', (_, text, clients, restarts) => {
    const document = parse(text);
    const found = servicesOf(document);
    expect(found.services.map((each) => lastOf(each, 'client')?.meant)).toEqual(clients);
    expect(found.services.every((each) => lastOf(each, 'accept') !== null)).toBe(true);
    expect(found.restarts).toEqual(restarts);
    expect(document.lines.some((each) => each.kind === 'option' && each.canonical === null)).toBe(false);
  });

  test('but not where they do not count on', () => {
    const { remarks } = parse(`${web}2024 a\n2024 b\n2024 c\n`);
    expect(remarks.map(({ reason }) => reason).join()).not.toContain('line numbers');
  });

  test('and one listing of one file is one file, also with a line that goes on', () => {
    const text = numbered(ssh).replace('connect = 22', 'connect\n  = 22');
    expect(servicesOf(parse(text)).restarts).toEqual([]);
  });
});
