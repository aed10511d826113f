/** What a profile is when nothing says otherwise. Values are stunnel's (man page, SERVICE-LEVEL OPTIONS). */
import type { Checks, Settings, Timeouts, TlsOptions, Trust } from '../../preload/types.ts';

/** The address that tunnels listen on unless a person chose another one. */
export const LOOPBACK = '127.0.0.1';

/** Seconds. */
export const defaultTimeouts: Timeouts = { connect: 10, busy: 300, idle: 43_200, close: 60 };

/**
 * stunnel hands a timeout to poll(2) as it is: with 0 it does not wait at all, and what is not there yet has come too
 * late. Only for TIMEOUTclose does that make sense.
 */
export const NO_LIMIT = 'Adit sets no limit then. stunnel would not wait at all, so that connections fail.';

/** stunnel's TIMEOUTocsp, in seconds. */
export const defaultOcspTimeout = 5;

export const defaultSessions: NonNullable<TlsOptions['sessions']> = { resume: true, size: 1000, timeout: 300 };

export const defaultTls: TlsOptions = {
  sni: { kind: 'default' },
  minVersion: null,
  maxVersion: null,
  ciphers: null,
  curves: null,
};

export const noChecks: Checks = { hosts: [], emails: [], ips: [] };

/** The system's roots and the host's name; a server that they do not vouch for is asked about once and pinned. */
export const defaultTrust: Trust = { kind: 'system', checks: noChecks };

export const defaultSettings: Settings = { appearance: 'system' };
