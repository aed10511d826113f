/** An engine without a desktop: the environment says which proxy there is. */

import { routesOfEnvironment } from '../negotiation/routes.ts';
import type { EnginePorts } from './tunnel-context.ts';

export const environment: EnginePorts = { findRoutes: async (host) => routesOfEnvironment(process.env, host) };
