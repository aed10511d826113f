/** What the parts of an export share. */

import { domainToASCII } from 'node:url';
import type { Endpoint } from '../../../preload/types.ts';
import { joinPath } from '../../conf/paths.ts';
import { writeComment } from '../../conf/write.ts';

export interface ExportFiles {
  /** Where the companion files will be, as an absolute path; null: stunnel is started in their directory. */
  readonly directory: string | null;
  /** PEM bundle of the system's authorities on the computer that stunnel will run on: see `systemRootFiles`. */
  readonly systemRoots: string;
  /** PEM text of the files of certificates and revocation lists that the profile names, by path, as far as they can be read. */
  readonly certificates: ReadonlyMap<string, string>;
}

export interface ExportedConf {
  readonly text: string;
  /** To be written beside the configuration; `name` has no directory. Nothing secret. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

/** Lines of the file, ready to be joined. */
export type Lines = readonly string[];

/** getaddrinfo, unlike Node, does not translate international names. */
export function asciiHost(host: string): string {
  const isAscii = Array.from(host).every((character) => character <= '\u007f');
  return isAscii ? host : domainToASCII(host) || host;
}

/** Whether a connect host is an IP address rather than a name. */
export const isAddress = (host: string) => /^(?:\d{1,3}\.){3}\d{1,3}$/.test(host) || host.includes(':');

/** A comment instead of a line, for a value that does not fit the format. */
export function notWritten(option: string, value: string): Lines {
  return writeComment(`Left out because a stunnel.conf cannot hold this value: ${option} = ${value}`);
}

/** `[HOST:]PORT` of the man page: IPv6 without brackets, international names as DNS has them. */
export const addressOf = ({ host, port }: Endpoint) => `${asciiHost(host)}:${port}`;

/** A file that is written beside the configuration: its name, and the path that the configuration names it by. */
export function companion(
  profileName: string,
  holds: 'server' | 'authorities' | 'revoked',
  { directory }: ExportFiles,
) {
  const name = `${slugOf(profileName)}-${holds}.pem`;
  return { name, path: directory === null ? name : joinPath(directory, name) };
}

function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-|-$/g, '');
  return slug === '' ? 'profile' : slug;
}
