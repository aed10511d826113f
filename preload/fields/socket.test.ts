import { describe, expect, test } from 'vitest';
import { plainProfile } from '../../test/export/arbitrary.ts';
import { profileSchema } from './profile.ts';
import { socket } from './socket.ts';

describe('a socket', () => {
  test.each([
    '/run/user/1000/db.sock',
    '/home/ada/.s.PGSQL.5432',
    '/srv/ein Ordner/ü.sock',
    `/${'a'.repeat(93)}`,
    '\\\\.\\pipe\\adit-db',
    '\\\\?\\pipe\\adit db',
  ])('may be %s', (path) => expect(socket.schema.safeParse(path).success).toBe(true));

  test.each([
    'db.sock',
    '~/db.sock',
    '/run/user/1000/',
    '/',
    '',
    '/run/a\nb',
    `/${'a'.repeat(94)}`,
    `/${'ü'.repeat(47)}`,
    '\\\\server\\pipe\\db',
    '\\\\.\\pipe\\',
    '\\\\.\\pipe\\a\\b',
  ])('may not be %j', (path) => expect(socket.schema.safeParse(path).success).toBe(false));
});

test('a profile listens on ports, on a socket, or on both, and never on nothing', () => {
  const { accept, ...others } = plainProfile({});
  const path = '/run/user/1000/db.sock';
  const isValid = (more: object) => profileSchema.safeParse({ ...others, ...more }).success;
  expect([isValid({ accept }), isValid({ accept, socket: path }), isValid({ accept: [], socket: path })]).toEqual([
    true,
    true,
    true,
  ]);
  expect(profileSchema.safeParse({ ...others, accept: [] }).error?.issues).toMatchObject([{ path: ['socket'] }]);
});

test('a path is taken without the blanks around it, and an empty one is none', () => {
  const { form } = socket.editor;
  expect(form.valueOf({ path: ' /run/user/1000/db.sock ' }, undefined)).toBe('/run/user/1000/db.sock');
  expect(form.valueOf({ path: ' ' }, '/run/user/1000/db.sock')).toBeUndefined();
});
