/** Web pages, and SOCKS proxies for them. */

import { isIP } from 'node:net';
import { type Text, toSay } from '../../../preload/words/text.ts';
import { application, type Client, type Recipe, url } from '../client.ts';
import { quoteFor } from '../quote.ts';
import { addressOf, bracketed, type Target } from '../target.ts';

const pageOf = (target: Target): string => `http://${addressOf(target)}/`;

/** Sites that share a server are told apart by the name that a browser asks for. */
const hasName = ({ server }: Target): boolean => isIP(server) === 0;

/** As the browser would ask when it were at the server itself, with the port that the tunnel has. */
const namedPage = ({ server, port }: Target): string => `http://${server}:${port}/`;

const needsName = (target: Target): readonly Text[] =>
  hasName(target) ? [toSay('launch.web.name', { address: addressOf(target), server: target.server })] : [];

const chromium = (id: string, label: string | Text, places: Client['places']): Client => ({
  id,
  label,
  places,
  start: (target, place) =>
    application(
      place,
      target.platform,
      // Without a profile of its own a browser that runs already would open the page without the rule.
      ...(hasName(target) ? [`--host-resolver-rules=MAP ${target.server} ${bracketed(target.host)}`] : []),
      hasName(target) ? namedPage(target) : pageOf(target),
    ),
  notes: (target) => (hasName(target) ? [toSay('launch.web.closed', { program: label, server: target.server })] : []),
});

export const http: Recipe = {
  label: toSay('launch.web'),
  clients: [
    {
      id: 'browser',
      label: toSay('launch.browser'),
      places: { system: ['linux', 'darwin', 'win32'] },
      start: (target) => url(pageOf(target)),
      notes: needsName,
    },
    chromium('chromium-named', toSay('launch.chromiumNamed'), {
      linux: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
      darwin: ['{applications}/Google Chrome.app', '{applications}/Chromium.app'],
      win32: ['{programs}\\Google\\Chrome\\Application\\chrome.exe'],
    }),
  ],
  lines: (target) => [
    { label: toSay('launch.line.command'), text: quoteFor(target.platform, ['curl', pageOf(target)]) },
    { label: toSay('launch.line.address'), text: pageOf(target) },
    ...(hasName(target)
      ? [
          {
            label: toSay('launch.line.named'),
            text: quoteFor(target.platform, [
              'curl',
              '--resolve',
              `${target.server}:${target.port}:${target.host}`,
              namedPage(target),
            ]),
          },
        ]
      : []),
  ],
};

/** Names are looked up by the proxy: what is asked for is nobody's business here. */
const socksUrl = (target: Target): string => `socks5h://${addressOf(target)}`;

const throughSocks = (id: string, label: string | Text, places: Client['places']): Client => ({
  id,
  label,
  places,
  start: (target, place) =>
    application(place, target.platform, `--proxy-server=socks5://${addressOf(target)}`, '--incognito'),
  notes: () => [toSay('launch.socks.closed', { program: label })],
});

export const socks: Recipe = {
  label: toSay('launch.socks'),
  clients: [
    throughSocks('chromium', 'Chromium', {
      linux: ['chromium', 'chromium-browser'],
      darwin: ['{applications}/Chromium.app'],
    }),
    throughSocks('chrome', 'Chrome', {
      linux: ['google-chrome', 'google-chrome-stable'],
      darwin: ['{applications}/Google Chrome.app'],
      win32: [
        '{programs}\\Google\\Chrome\\Application\\chrome.exe',
        '{local}\\Google\\Chrome\\Application\\chrome.exe',
      ],
    }),
    throughSocks('edge', 'Edge', {
      linux: ['microsoft-edge'],
      darwin: ['{applications}/Microsoft Edge.app'],
      win32: ['{programs32}\\Microsoft\\Edge\\Application\\msedge.exe'],
    }),
  ],
  lines: (target) => [
    {
      label: toSay('launch.line.proxy'),
      text: toSay('launch.socks.settings', { host: target.host, port: target.port }),
    },
    {
      label: toSay('launch.line.terminal'),
      text:
        target.platform === 'win32'
          ? `$env:ALL_PROXY = '${socksUrl(target)}'`
          : quoteFor(target.platform, ['export', `ALL_PROXY=${socksUrl(target)}`]),
    },
    {
      label: toSay('launch.line.page'),
      text: quoteFor(target.platform, ['curl', '--proxy', socksUrl(target), 'http://example.com/']),
    },
  ],
};
