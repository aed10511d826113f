/** An engine without a desktop: the environment says which proxy there is. */
import type { EnginePorts } from './engine.ts';
import { routesOfEnvironment } from './negotiation/routes.ts';

export const environment: EnginePorts = { findRoutes: async (host) => routesOfEnvironment(process.env, host) };
