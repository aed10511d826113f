/** A look at a server without a tunnel, in this thread. */
import type { TunnelSpecification } from '../specification.ts';
import { internalError, TunnelFault } from './base/errors.ts';
import type { EnginePorts, ProbeResult } from './engine.ts';
import { environment } from './server/environment.ts';
import { probe } from './server/probe.ts';
import { createContext } from './server/tunnel-context.ts';

/** One TLS handshake, and whether the system trusts the server, whatever the specification says of trust. Never rejects. */
export async function lookAt(
  specification: TunnelSpecification,
  ports: EnginePorts = environment,
): Promise<ProbeResult> {
  try {
    const context = await createContext(specification, ports);
    return await probe({ context, turn: 0, signal: new AbortController().signal, askSystem: true });
  } catch (error) {
    const reason = error instanceof TunnelFault ? error.reason : internalError(error);
    return { reached: null, chain: [], systemTrusts: false, error: reason };
  }
}
