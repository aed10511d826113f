import { describe, expect, it } from 'vitest';
import type { ServerStatus, TunnelError, TunnelStatus } from '../../preload/types.ts';
import { statusLines } from './tunnels.ts';

const server = 'tunnel.example:443';
const off: TunnelStatus = { kind: 'off' };
const on = (status: ServerStatus): TunnelStatus => ({
  kind: 'on',
  accept: [{ host: '127.0.0.1', port: 2222 }],
  server: status,
});
const reachable = (handshakeMs: number): ServerStatus => ({
  kind: 'reachable',
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  handshakeMs,
  certificate: null,
  checkedAt: 0,
});
const unreachable = (error: TunnelError, retryAt: number): ServerStatus => ({ kind: 'unreachable', error, retryAt });
const refused: TunnelError = { kind: 'refused', host: 'tunnel.example', port: 443 };

describe('statusLines', () => {
  it('says once that the port is open, and once that the server is reachable', () => {
    const open = on({ kind: 'checking' });
    expect(statusLines(off, open, server)).toEqual([`listening on 127.0.0.1:2222 for ${server}`]);
    expect(statusLines(open, on(reachable(11.6)), server)).toEqual([
      `${server} is reachable: TLS 1.3, TLS_AES_256_GCM_SHA384, 12 ms`,
    ]);
    expect(statusLines(on(reachable(12)), on(reachable(30)), server)).toEqual([]);
  });

  it('explains an unreachable server once for each reason, and says when it is back', () => {
    const lines = statusLines(on(reachable(12)), on(unreachable(refused, 1)), server);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe('tunnel.example:443 refused the connection.');
    expect(statusLines(on(unreachable(refused, 1)), on(unreachable(refused, 2)), server)).toEqual([]);
    const dns: TunnelError = { kind: 'dns', host: 'tunnel.example', code: 'ENOTFOUND' };
    expect(statusLines(on(unreachable(refused, 1)), on(unreachable(dns, 2)), server)[0]).toMatch(
      /could not be resolved/,
    );
    expect(statusLines(on(unreachable(refused, 1)), on(reachable(9)), server)).toHaveLength(1);
  });

  it('tells why a tunnel is blocked, and keeps quiet about starting and ending', () => {
    const error: TunnelError = { kind: 'port-in-use', host: '127.0.0.1', port: 2222, holder: { pid: 7, name: 'ssh' } };
    const blocked: TunnelStatus = { kind: 'blocked', error, remedy: { kind: 'use-free-port' } };
    expect(statusLines(off, blocked, server)[0]).toBe('Port 2222 on 127.0.0.1 is already used by ssh (process 7).');
    expect(statusLines(off, { kind: 'starting' }, server)).toEqual([]);
    expect(statusLines(on(reachable(1)), off, server)).toEqual([]);
  });
});
