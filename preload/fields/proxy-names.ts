/** Without a schema, which the first sight of the window does without. */
export const proxyNames = { http: 'HTTP', socks4a: 'SOCKS 4a', socks5: 'SOCKS 5' } as const;
