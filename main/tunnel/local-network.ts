/** The permission that macOS 15 and newer ask for before a program reaches the network it is in (Apple TN3179). */
import { isIPv4, isIPv6 } from 'node:net';

/** Darwin's number of macOS 15. */
const FIRST_DARWIN = 24;

/** Whether a missing permission may be why this host is silent. Names count when they are of the local network by rule. */
export function mayNeedPermission(host: string, platform: NodeJS.Platform, release: string): boolean {
  return platform === 'darwin' && Number.parseInt(release, 10) >= FIRST_DARWIN && isOfLocalNetwork(host);
}

function isOfLocalNetwork(host: string): boolean {
  if (isIPv4(host)) return /^(?:10\.|192\.168\.|169\.254\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(host);
  if (isIPv6(host)) return /^(?:f[cd][\da-f]{2}|fe[89ab][\da-f]):/i.test(host);
  return /\.local\.?$/i.test(host);
}
