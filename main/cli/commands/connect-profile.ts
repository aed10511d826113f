/** `adit connect NAME`: standard input and output at the server of one of the app's profiles, for ssh's ProxyCommand. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { reachableAt } from '../../../preload/loopback.ts';
import type { Profile } from '../../../preload/types.ts';
import { ask } from '../../control/client.ts';
import { controlAddress } from '../../control/place.ts';
import type { ControlReply } from '../../control/protocol.ts';
import { secretFieldsOf } from '../../profile/secret-fields.ts';
import { pskOf, specificationOf } from '../../profile/specification.ts';
import { TunnelFault } from '../../tunnel/base/errors.ts';
import { explain } from '../../tunnel/explain.ts';
import { prepareService } from '../../tunnel/service.ts';
import type { Command } from '../arguments.ts';
import { type ExitStatus, exitStatus, explanationLines, type Output } from '../output.ts';
import { computerPolicy } from '../policy.ts';
import { openStandardIo } from '../standard-io.ts';
import { findProfile } from '../stored-profiles.ts';
import { join } from './connect.ts';

type ConnectProfile = Extract<Command, { readonly kind: 'connect-profile' }>;

/**
 * Without the app, unless the profile has a secret: only the app can open those, so that the tunnel is switched on there,
 * and its local port is used.
 */
export async function connectProfileCommand({ name, userData }: ConnectProfile, output: Output): Promise<ExitStatus> {
  const found = await findProfile(name, userData);
  if (found.kind === 'none') {
    output.message(`${found.why} With a file, name its service as well; without, give HOST:PORT.`);
    return exitStatus.failed;
  }
  const { profile, folder } = found;
  if (profile.trust.kind === 'none' && (await computerPolicy()).requireVerification) {
    for (const line of explanationLines(explain({ kind: 'unverified' }))) output.message(line);
    return exitStatus.failed;
  }
  if (secretFieldsOf(profile).length > 0) {
    const through = await throughApp(profile, folder, output);
    if (through !== 'not-running') return through;
  }
  return directly(profile, output);
}

async function directly(profile: Profile, output: Output): Promise<ExitStatus> {
  const psk = pskOf(profile, {}, readText);
  try {
    if (!psk.ok) throw new TunnelFault(psk.error);
    const { spares: _, ...specification } = specificationOf(profile, { secrets: {}, psk: psk.psk });
    return await join(await prepareService(specification), output);
  } catch (error) {
    if (!(error instanceof TunnelFault)) throw error;
    for (const line of explanationLines(explain(error.reason))) output.message(line);
    if (secretFieldsOf(profile).length > 0) output.message('Start the app: it keeps the secrets of this profile.');
    return exitStatus.failed;
  }
}

const readText = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
};

async function throughApp(profile: Profile, folder: string, output: Output): Promise<ExitStatus | 'not-running'> {
  let reply: ControlReply | null = null;
  const asked = await ask(controlAddress(process.platform, folder), { kind: 'on', name: profile.id }, (said) => {
    reply = said;
  });
  if (asked.kind === 'not-running') return 'not-running';
  if (asked.kind === 'broken') {
    output.message(asked.why);
    return exitStatus.failed;
  }
  return joinReply(reply, profile, output);
}

async function joinReply(
  reply: ControlReply | null,
  { accept, socket: file }: Profile,
  output: Output,
): Promise<ExitStatus> {
  if (reply?.kind === 'failed') output.message(`${reply.what} ${reply.next}`);
  const [local] = accept;
  if (reply?.kind !== 'done') return exitStatus.failed;
  const place = local === undefined ? { path: file ?? '' } : { host: reachableAt(local.host), port: local.port };
  const socket = connect({ ...place, allowHalfOpen: true });
  const standard = openStandardIo();
  try {
    await Promise.all([pipeline(standard, socket, { end: true }), pipeline(socket, standard, { end: true })]);
    return exitStatus.done;
  } catch (error) {
    output.message(
      `The connection through the tunnel ended: ${error instanceof Error ? error.message : String(error)}.`,
    );
    return exitStatus.failed;
  }
}
