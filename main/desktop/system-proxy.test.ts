import { expect, it } from 'vitest';
import { systemRoutes } from './system-proxy.ts';

it.each([
  ['server.example', 'https://server.example:443/'],
  ['2001:db8::1', 'https://[2001:db8::1]:443/'],
])('asks for the address of %s as a browser would', async (host, url) => {
  const asked: string[] = [];
  const find = systemRoutes({
    resolveProxy: async (question) => {
      asked.push(question);
      return 'SOCKS5 proxy.example:1080;DIRECT';
    },
  });
  const routes = await find(host, 443);
  expect(asked).toEqual([url]);
  expect(routes.map(({ kind }) => kind)).toEqual(['proxy', 'direct']);
});
