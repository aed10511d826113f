import { describe, expect, test } from 'vitest';
import { sayAll } from '../../preload/words/say.ts';
import { write } from './document.ts';
import { parse } from './parse.ts';
import { explainForeign } from './recognise.ts';

const read = (text: string) => {
  const document = parse(text);
  expect(write(document)).toBe(text);
  return document.lines.flatMap((line) =>
    line.kind === 'option' ? [`${line.name} = ${line.meant}`] : line.kind === 'section' ? [`[${line.name}]`] : [],
  );
};

const SERVER = 'client = no\naccept = 443\nconnect = {{ port }}\n';
const CLIENT = 'client = yes\naccept = 2222\nconnect = {{ remote }}\n';
const FIRST = ['[x]', 'client = no', 'accept = 443', 'connect = {{ port }}'];

describe('of the cases of a template the first is read', () => {
  test.each([
    ['Jinja', '{% if server %}', '{% else %}', '{% endif %}'],
    ['Jinja with signs for blanks', '{%- if server -%}', '{%+ elif x %}', '{%- endif -%}'],
    ['ERB', '<% if @server -%>', '<% else -%>', '<% end -%>'],
    ['ERB with another word', '<%- unless @client.nil? -%>', '<%- elsif @x -%>', '<%- end -%>'],
    ['ERB with a case', '<% case role %>\n<% when "server" %>', '<% when "client" %>', '<% end %>'],
    ['EPP', '<%- if $server { -%>', '<%- } else { -%>', '<%- } -%>'],
    ['Go', '{{- if .Server }}', '{{- else if .Client }}', '{{- end }}'],
    ['Handlebars', '{{#if server}}', '{{else}}', '{{/if}}'],
    ['Mustache', '{{#server}}', '{{/server}}\n{{^server}}', '{{/server}}'],
    ['Terraform', '%{ if server ~}', '%{ else ~}', '%{ endif ~}'],
    ['Mako', '% if server:', '% else:', '% endif'],
    ['two conditions', '{% if role == "server" %}', '{% endif %}\n{% if role == "client" %}', '{% endif %}'],
    ['a merge', '<<<<<<< HEAD', '=======', '>>>>>>> other'],
    ['a merge of three', '<<<<<<< HEAD', '||||||| base\nclient = maybe\n=======', '>>>>>>> other'],
  ])('%s', (_, start, middle, end) => {
    const text = `[x]\n${start}\n${SERVER}${middle}\n${CLIENT}${end}\n`;
    expect(read(text)).toEqual(FIRST);
    expect(explainForeign(parse(text))).toBeNull();
    expect(sayAll(parse(text).remarks)).toMatchObject([
      { reason: expect.stringMatching(/was left out \(lines \d/) as string },
    ]);
  });

  test.each([
    ['accept = {% if a %}1{% elif b %}2{% else %}3{% endif %}', 'accept = 1'],
    ['accept = <% if x %><%= x %>:<% end %>443', 'accept = <%= x %>:443'],
    ['{{ if .A }}accept = {{ .A }}{{ else }}accept = 3{{ end }}', 'accept = {{ .A }}'],
    ['{% if a %}{% if b %}accept = 1{% else %}accept = 2{% endif %}{% else %}accept = 3{% endif %}', 'accept = 1'],
    ['accept = 44%{ if x }3%{ endif }', 'accept = 443'],
  ])('inside a line: %s', (text, expected) => {
    expect(read(text)).toEqual([expected]);
  });

  test('and cases that are sections of their own are all read', () => {
    const text = `{% if server %}\n[a]\n${SERVER}{% else %}\n[b]\n${CLIENT}{% endif %}\n`;
    expect(read(text)).toEqual([
      '[a]',
      ...FIRST.slice(1),
      '[b]',
      'client = yes',
      'accept = 2222',
      'connect = {{ remote }}',
    ]);
  });

  test('and loops are read once', () => {
    const text = '{% for s in services %}\n[{{ s.name }}]\naccept = {{ s.port }}\n{% else %}\npid = x\n{% endfor %}\n';
    expect(read(text)).toEqual(['[{{ s.name }}]', 'accept = {{ s.port }}']);
  });
});

describe('what holds only under a condition', () => {
  const text = (lines: string) => `client = yes\n{% if x %}\n${lines}\n{% endif %}\n[x]\naccept = 1\nconnect = b:2\n`;

  test.each([
    'sslVersionMin = TLSv1.3',
    'options = NO_TLSv1_2',
    'PSKsecrets = {{ x }}',
    'cert = c.pem',
    'ciphers = PSK',
  ])('is not taken over where it would keep other cases out: %s', (line) => {
    expect(read(text(line))).not.toContain(line);
    expect(sayAll(parse(text(line)).remarks).at(-1)).toEqual({
      line: 3,
      text: line,
      reason: 'This line holds only where a condition of the template is met; it was left out.',
    });
  });

  test.each(['verifyChain = yes', 'CAfile = /ca.pem', 'protocol = smtp', 'checkHost = h'])(
    'is where it would not: %s',
    (line) => {
      expect(read(text(line))).toContain(line);
    },
  );

  test('of a choice of identities the first is taken over, bounds are not', () => {
    const choice = 'PSKsecrets = p\nsslVersion = TLSv1.3\n{% else %}\ncert = c.pem\nsslVersion = TLSv1.2';
    expect(read(text(choice))).toEqual(['client = yes', 'PSKsecrets = p', '[x]', 'accept = 1', 'connect = b:2']);
  });
});

test.each([
  ['{# vim: filetype=dosini #}\n[x]\naccept = 1\n'],
  ['{# see #12,\n   over lines #}[x]\naccept = 1 {# here #}\n'],
  ['{{/* managed */}}\n{{- /* by a\nmachine */ -}}\n[x]\naccept = 1\n'],
  ['{{!-- managed --}}\n<%# by a machine %>\n[x]\naccept = 1<%-- here --%>\n'],
])('comments of a template are left out: %j', (text) => {
  expect(read(text)).toEqual(['[x]', 'accept = 1']);
  expect(sayAll(parse(text).remarks).map(({ reason }) => reason)).toEqual([
    'The comments of a template were left out.',
  ]);
});

test.each([
  'protocolPassword = a{#b',
  'connect = b:2\n{% endif %}',
  '% is no option\naccept = 1\n',
  'Server\n=======\naccept = 1\n',
])('what is no template, or not a whole one, loses nothing: %j', (text) => {
  expect(read(text)).toEqual(text.split('\n').filter((line) => / = /.test(line)));
});

test('many conditions are one note', () => {
  const text = `[x]\naccept = 1\nconnect = b:2\n${'{% if a %}\ndelay = yes\n{% endif %}\n'.repeat(16)}`;
  expect(sayAll(parse(text).remarks)).toEqual([
    { line: 1, text: '', reason: 'This text is a template; it was read as if its conditions were met.' },
  ]);
});
