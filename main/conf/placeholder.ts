/**
 * Words that stand for a value which the author left to the reader: `PORT`, `A.B.C.D`, `<server IP>`, `${X}`,
 * `{{ x }}`, `<%= x %>`. They become questions, not errors.
 */

/** Marks that no host, port or path holds. None of the patterns looks at a character more than a few times. */
const marked = [
  /\$\{[^{}]*\}/,
  /\$\([^()]*\)/,
  /\$[A-Za-z_]/,
  /\{\{[^{}]*\}\}/,
  /\{%[^%]*%\}/,
  /<%[^%]*%>/,
  /<[^<>]+>/,
  /%[A-Za-z_]\w*%/,
  /@[A-Z_]+@/,
  /__[A-Z][A-Z_]{0,60}__/,
];

/** Words that are only ever written in place of a host or port. */
const hostWords = [
  /^[A-Z]\.[A-Z]\.[A-Z]\.[A-Z]$/,
  /^a\.b\.c\.d$/,
  // An address of which some numbers are left open.
  /^(?=.*[xny#?])(?:(?:\d{1,3}|x{1,3}|n{1,3}|y{1,3}|[#?]{1,3})(?:\.|$)){4}$/i,
  /^(?:YYY|ZZZ|NNN|aaa)\.[\w.]+$/i,
  /^(?:HOST|HOSTNAME|IP|IPADDR|IP_ADDRESS|ADDRESS|SERVER|SERVERNAME|REMOTE|DOMAIN|FQDN|TARGET|UPSTREAM)$/,
  /^your[-_. ]/i,
  /^your(?:server|host|domain|ip)\b/i,
  /^my[-_.]?(?:server|host|domain|ip)(?:\.(?:com|org|net))?$/i,
  /^(?:put|enter|insert|replace|change)[-_ ]?(?:me|here|this|your|with|the)/i,
  /^[\w-]*[-_](?:ip|host|hostname|addr|address)$/i,
];

const portWords = [/port/i, /^[NX]{2,5}$/i, /^#+$/];

/** Whether the text holds a template expression or a marked placeholder anywhere. */
export function hasPlaceholder(text: string): boolean {
  return marked.some((pattern) => pattern.test(text));
}

export function isHostPlaceholder(host: string): boolean {
  return hasPlaceholder(host) || hostWords.some((pattern) => pattern.test(host));
}

export function isPortPlaceholder(port: string): boolean {
  return hasPlaceholder(port) || portWords.some((pattern) => pattern.test(port));
}
