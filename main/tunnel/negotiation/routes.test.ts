import { expect, it } from 'vitest';
import type { ProxyServer } from '../../specification.ts';
import { direct, type Route, routeOfUrl, routesOfEnvironment, routesOfPac } from './routes.ts';

const through = (kind: ProxyServer['kind'], host: string, port: number, username: string | null = null): Route => ({
  kind: 'proxy',
  proxy: { kind, host, port, username, password: username === null ? null : 'p:w' },
});
const unsupported = (text: string): Route => ({ kind: 'unsupported', text });

it.each<[string, readonly Route[]]>([
  ['DIRECT', [direct]],
  ['', [direct]],
  [' ; ', [direct]],
  ['PROXY proxy.example:3128', [through('http', 'proxy.example', 3128)]],
  ['proxy proxy.example', [through('http', 'proxy.example', 80)]],
  ['PROXY [2001:db8::1]:8080;DIRECT', [through('http', '2001:db8::1', 8080), direct]],
  [
    'SOCKS5 a.example:1080; SOCKS b.example ;SOCKS4 c.example:9',
    [through('socks5', 'a.example', 1080), through('socks4a', 'b.example', 1080), through('socks4a', 'c.example', 9)],
  ],
  ['HTTPS secure.example:443; DIRECT', [unsupported('HTTPS secure.example:443'), direct]],
  ['PROXY', [unsupported('PROXY')]],
  ['PROXY a b:1', [unsupported('PROXY a b:1')]],
  ['PROXY a:99999', [unsupported('PROXY a:99999')]],
])('a proxy configuration that answers %j', (answer, routes) => {
  expect(routesOfPac(answer)).toEqual(routes);
});

it.each<[string, Route]>([
  ['http://proxy.example:3128', through('http', 'proxy.example', 3128)],
  ['http://proxy.example:3128/', through('http', 'proxy.example', 3128)],
  ['proxy.example:3128', through('http', 'proxy.example', 3128)],
  ['proxy.example', through('http', 'proxy.example', 1080)],
  ['socks5h://u%40x:p%3Aw@[::1]:9', through('socks5', '::1', 9, 'u@x')],
  ['socks4://a:1', through('socks4a', 'a', 1)],
  ['https://user:secret@proxy.example', unsupported('https://proxy.example')],
  ['http://%:p@proxy.example', unsupported('http://proxy.example')],
  ['http://a/b', unsupported('http://a/b')],
])('the address %j', (text, route) => {
  expect(routeOfUrl(text)).toEqual(route);
});

const proxy = 'http://proxy.example:3128';
const expectedProxy = [through('http', 'proxy.example', 3128)];
it.each<[Record<string, string>, readonly Route[]]>([
  [{}, [direct]],
  [{ https_proxy: proxy }, expectedProxy],
  [{ HTTPS_PROXY: proxy }, expectedProxy],
  [{ https_proxy: '', HTTPS_PROXY: proxy }, expectedProxy],
  [{ all_proxy: proxy }, expectedProxy],
  [{ all_proxy: 'http://other:1', https_proxy: proxy }, expectedProxy],
  [{ http_proxy: proxy }, [direct]],
  [{ https_proxy: proxy, no_proxy: 'a.example, example.org' }, [direct]],
  [{ https_proxy: proxy, NO_PROXY: '.EXAMPLE.org' }, [direct]],
  [{ https_proxy: proxy, no_proxy: '*' }, [direct]],
  [{ https_proxy: proxy, no_proxy: '*.example.org' }, [direct]],
  [{ https_proxy: proxy, no_proxy: 'ample.org other' }, expectedProxy],
  [{ https_proxy: proxy, no_proxy: 'deeper.server.example.org,' }, expectedProxy],
])('the environment %j on the way to server.example.org', (env, routes) => {
  expect(routesOfEnvironment(env, 'server.example.org')).toEqual(routes);
});
