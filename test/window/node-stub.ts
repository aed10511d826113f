/** What main's sentences ask of Node, for a page that has none: of this system nothing is known there. */
export const release = (): string => '';
export const isIPv4 = (): boolean => false;
export const isIPv6 = (): boolean => false;
