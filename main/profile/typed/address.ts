/** An address alone: `vpn.example.org:443`, `vpn.example.org 443`, `vpn.example.org`. Pure. */

import { toSay } from '../../../preload/words/text.ts';
import { guessClientApplication } from '../application.ts';
import { isHostName, isIpv4 } from '../host-name.ts';
import { readEndpoint, readPort } from './endpoint.ts';
import { means, type Reading } from './meaning.ts';

/** `alone`: nothing else was entered, so that a single word is a host's name. */
export function readAddressLine(words: readonly string[], alone: boolean): Reading {
  const [first = '', second, ...more] = words;
  if (more.length > 0) return null;
  const written = readEndpoint(first);
  if (written === null) return null;
  const { host } = written;
  const port = second === undefined ? written.port : written.port === null ? readPort(second) : null;
  if (second !== undefined && port === null) return null;
  const isSure = isHostName(host) || isIpv4(host) || host.includes(':') || written.port !== null;
  if (!isSure && !(alone && /^[\p{L}\p{N}][\p{L}\p{N}.-]*$/u.test(host))) return null;
  // A host that is called vpn may carry anything.
  const label = /^[\p{L}][^.:]*/u.exec(host)?.[0] ?? '';
  const guess = guessClientApplication(label.toLowerCase() === 'vpn' ? '' : label, [port]);
  return means({
    form: toSay('typed.form.address'),
    host,
    port,
    ...(port === null ? { portReason: toSay('question.port.address') } : {}),
    application: guess.application,
    because: guess.because?.id === 'because.word' ? { ...guess.because, id: 'because.hostWord' } : guess.because,
    remarks: [],
  });
}
