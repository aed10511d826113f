import { expect, test } from 'vitest';
import { emptyFields, fillIn, unknownFields } from './command-template.ts';

const values = { host: '127.0.0.1', port: '5900', socket: '/run/a.sock', user: 'a b', server: 'x.example' };

test.each<[readonly string[], readonly string[]]>([
  [
    ['{host}:{port}', '{user}'],
    ['127.0.0.1:5900', 'a b'],
  ],
  [
    ['{server}', '{hots}', '{', '{}', '{{port}}'],
    ['x.example', '{hots}', '{', '{}', '{5900}'],
  ],
  [
    ['$(id)', '; rm -rf ~'],
    ['$(id)', '; rm -rf ~'],
  ],
])('%j becomes %j', (argv, filled) => {
  expect(fillIn(argv, values)).toEqual(filled);
});

test('what a value holds is never read again as a field', () => {
  expect(fillIn(['{user}'], { ...values, user: '{port}' })).toEqual(['{port}']);
});

test('a slip of the pen and an empty value are told, each once', () => {
  const argv = ['{hots}', '{hots}{Port}', '{user}@{host}', '{user}'];
  expect(unknownFields(argv)).toEqual(['hots', 'Port']);
  expect(emptyFields(argv, { ...values, user: '' })).toEqual(['user']);
  expect(emptyFields(argv, values)).toEqual([]);
});
