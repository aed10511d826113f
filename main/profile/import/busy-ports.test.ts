import { describe, expect, test } from 'vitest';
import { inWords } from '../../../preload/import-words.ts';
import { avoidBusyPorts, type PortUse } from './busy-ports.ts';
import { makeProposal } from './make-proposal.ts';

const sshd: PortUse = { kind: 'in-use', holder: { pid: 812, name: 'sshd' } };
const busy =
  (uses: Readonly<Record<number, PortUse>>) =>
  async (_host: string, port: number): Promise<PortUse | null> =>
    uses[port] ?? null;
const views = async (text: string, uses: Readonly<Record<number, PortUse>>, taken: readonly number[] = []) => {
  const { services } = await avoidBusyPorts(makeProposal(text), busy(uses), new Set(taken));
  return services.map(({ view, template }) => ({ ...inWords(view), stored: template.accept[0]?.port }));
};
const server = '[ssh]\naccept = 443\nconnect = 22\n';
const client = '[c]\nclient = yes\naccept = 127.0.0.1:2222\nconnect = h.example:443\n';

describe('a port that somebody listens on', () => {
  test('is not suggested, and who has it is said', async () => {
    const [view] = await views(server, { 2222: sshd });
    expect([view?.localPort, view?.stored]).toEqual([2223, 2223]);
    expect(view?.reasons.localPort).toBe('Port 2222 is used by sshd (process 812) now; 2223 is free.');
  });

  test.each([
    ['others that are busy', { 2222: sshd, 2223: { kind: 'in-use', holder: null } as const }, [], 2224],
    ['ports of profiles', { 2222: sshd }, [2223, 2224], 2225],
    [
      'ports that the system keeps',
      { 2222: { kind: 'forbidden' } as const, 2223: { kind: 'forbidden' } as const },
      [],
      2224,
    ],
  ])('gives way past %s', async (_what, uses, taken, port) => {
    expect((await views(server, uses, taken))[0]?.localPort).toBe(port);
  });

  test('of another service of the import is not taken', async () => {
    const two = `${server}[b]\naccept = 444\nconnect = 22\n`;
    expect((await views(two, { 2222: sshd })).map(({ localPort }) => localPort)).toEqual([2224, 2223]);
  });

  test('is kept where the file names it, and the preview says so', async () => {
    const [view] = await views(client, { 2222: sshd });
    expect([view?.localPort, view?.stored]).toEqual([2222, 2222]);
    expect(view?.reasons.localPort).toMatch(
      /^As in the file \(line 3\)\. Port 2222 is used by sshd \(process 812\) now\. End/,
    );
    expect(view?.warnings?.map(({ reason }) => reason)).toEqual([expect.stringMatching(/^Port 2222 is used by sshd/)]);
  });

  test.each([
    ['127.0.0.1', true],
    ['127.0.0.2', false],
    ['0.0.0.0', true],
    ['127.0.0.2:3333\naccept = 127.0.0.1', true],
  ])('at 127.0.0.1 is taken for accept = %s: %s', async (host, isTaken) => {
    const text = `[c]\nclient = yes\naccept = ${host}:2222\nconnect = h.example:443\n`;
    const look = async (at: string, port: number) => (at === '127.0.0.1' && port === 2222 ? sshd : null);
    const { services } = await avoidBusyPorts(makeProposal(text), look, new Set());
    expect(services[0]?.view.warnings !== undefined).toBe(isTaken);
  });

  test('that the system keeps is said to be', async () => {
    const [view] = await views(client, { 2222: { kind: 'forbidden' } });
    expect(view?.warnings?.[0]?.reason).toBe('The system does not let Adit listen on port 2222. Choose another port.');
  });

  test('changes nothing when it is free, or the section cannot become a profile', async () => {
    expect((await views(server, {}))[0]?.localPort).toBe(2222);
    expect((await views('[c]\nclient = yes\naccept = 2222\n', { 2222: sshd }))[0]?.warnings).toBeUndefined();
  });
});
