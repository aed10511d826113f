import { randomUUID } from 'node:crypto';
import type { Trust } from '../../../preload/types.ts';
import { say } from '../../../preload/words/say.ts';
import { parse } from '../../conf/parse.ts';
import { noChecks } from '../../profile/defaults.ts';
import { adopt } from '../../profile/import/adopt.ts';
import { propose } from '../../profile/import/propose.ts';
import { specificationOf } from '../../profile/specification.ts';
import { type DemoServer, startDemoServer } from '../../tunnel/demo-server.ts';
import { answerOf } from '../configuration.ts';
import { addressText, type ExitStatus, type Output } from '../output.ts';
import { runTunnels } from '../tunnels.ts';

/** The profile that the demo server's configuration becomes, as the import makes it of any server's. */
async function demoProfile(server: DemoServer) {
  const proposed = propose(parse(server.configuration), {
    fileName: 'demo.conf',
    takenPorts: new Set(),
    host: server.host,
  });
  if (!proposed.ok) throw new Error(say(proposed.explanation.what));
  const [view] = proposed.proposal.services.map((service) => service.view);
  const answer = view === undefined ? null : answerOf(view, server);
  if (answer === null) throw new Error('The demo server describes itself with a question.');
  const [profile] = adopt(proposed.proposal, [{ ...answer, localPort: server.localPort }], randomUUID);
  if (profile === undefined) throw new Error('The demo server has no service.');
  return profile;
}

/** Demo server and tunnel in one process. The certificate needs no question: this program has just made it. */
export async function demoCommand(output: Output): Promise<ExitStatus> {
  const server = await startDemoServer();
  try {
    const profile = await demoProfile(server);
    const trust: Trust = {
      kind: 'pinned',
      certificates: [{ kind: 'pem', pem: server.certificate }],
      checks: noChecks,
    };
    const [local] = profile.accept;
    return await runTunnels([{ ...specificationOf(profile), trust }], output, () => {
      if (local === undefined) return;
      output.result(`The demo server runs at ${addressText(server)}, with a tunnel to it. Try:`);
      output.result(`  curl http://${addressText(local)}/`);
      output.result('Ctrl-C ends both.');
    });
  } finally {
    await server.close();
  }
}
