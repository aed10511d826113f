/** What a profile is when nothing says otherwise, where its fields do not say it themselves (preload/fields). */
import { profileParts } from '../../preload/fields/profile.ts';
import type { Settings, TlsOptions } from '../../preload/types.ts';
import { toSay } from '../../preload/words/text.ts';

export { defaultSessions } from '../../preload/fields/sessions.ts';
export { defaultTimeouts } from '../../preload/fields/timeouts.ts';
export { defaultTrust, noChecks } from '../../preload/fields/trust.ts';
export { LOOPBACK } from '../../preload/loopback.ts';

/**
 * stunnel hands a timeout to poll(2) as it is: with 0 it does not wait at all, and what is not there yet has come too
 * late. Only for TIMEOUTclose does that make sense.
 */
export const NO_LIMIT = toSay('note.noLimit');

export const defaultTls: TlsOptions = profileParts(({ usual }) => usual).tls;

export const defaultSettings: Settings = { appearance: 'system' };
