import { describe, expect, it } from 'vitest';
import { establishedEnds, parseConnections } from './sockets-of-programs.ts';

describe('Linux', () => {
  it('reads who is connected from where, in both families, and not who listens', () => {
    const tcp = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:08AE 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1111 1 0000000000000000 100 0 0 10 0
   1: 0100007F:D2F0 0100007F:08AE 01 00000000:00000000 00:00000000 00000000     0        0 2222 1 0000000000000000 20 4 30 10 -1
`;
    const tcp6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000001000000:D2F1 00000000000000000000000001000000:08AE 01 00000000:00000000 00:00000000 00000000     0        0 3333 1 0000000000000000 20 4 30 10 -1
   1: 0000000000000000FFFF00000100007F:D2F2 0000000000000000FFFF00000100007F:08AE 01 00000000:00000000 00:00000000 00000000     0        0 4444 1 0000000000000000 20 4 30 10 -1
`;
    expect(establishedEnds(tcp)).toEqual([['2222', '127.0.0.1 54000']]);
    expect(establishedEnds(tcp6)).toEqual([
      ['3333', '::1 54001'],
      ['4444', '127.0.0.1 54002'],
    ]);
  });
});

it('macOS: reads lsof -Fpcn', () => {
  const output =
    'p812\ncssh\nf3\nn127.0.0.1:54000->127.0.0.1:2222\nf4\nn[::1]:54001->[::1]:2222\np9\nccurl\nf5\nn*:80\n';
  expect([...parseConnections(output)]).toEqual([
    ['127.0.0.1 54000', { pid: 812, name: 'ssh' }],
    ['::1 54001', { pid: 812, name: 'ssh' }],
  ]);
});
