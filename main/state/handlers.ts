/** What main answers to each call of the contract. A call without a handler does not compile. */
import type { Handlers, Result } from '../../preload/contract.ts';
import type { AppState } from '../../preload/types.ts';
import type { Controller } from './controller.ts';
import type { Imports } from './imports.ts';
import type { Launching } from './launching.ts';
import { success } from './result.ts';

/** A configuration that a person chose; null when they changed their mind. */
export type ChosenFile = Result<{ readonly name: string; readonly text: string } | null>;

export interface HandlerPorts {
  readonly snapshot: () => AppState;
  readonly controller: Controller;
  readonly imports: Imports;
  readonly launching: Launching;
  readonly chooseFile: () => Promise<ChosenFile>;
}

export function createHandlers({ snapshot, controller, imports, launching, chooseFile }: HandlerPorts): Handlers {
  return {
    'state.get': () => success(snapshot()),
    'tunnel.start': ({ profileId }) => controller.start(profileId),
    'tunnel.stop': ({ profileId }) => controller.stop(profileId),
    'tunnel.check': ({ profileId }) => controller.check(profileId),
    'trust.accept': ({ profileId, sha256 }) => controller.acceptCertificate(profileId, sha256),
    'profile.save': ({ profile }) => controller.saveProfile(profile),
    'profile.remove': async ({ profileId }) => {
      const removed = await controller.removeProfile(profileId);
      await imports.tidy();
      return removed;
    },
    'profile.useFreePort': ({ profileId }) => controller.useFreePort(profileId),
    'import.choose': async () => {
      const chosen = await chooseFile();
      if (!chosen.ok || chosen.value === null) return chosen.ok ? success(null) : chosen;
      return imports.read(chosen.value.name, chosen.value.text);
    },
    'import.read': ({ name, text }) => imports.read(name, text),
    'import.add': ({ previewId, services }) => imports.add(previewId, services),
    'import.cancel': ({ previewId }) => imports.cancel(previewId),
    'demo.start': () => imports.startDemo(),
    'launch.open': ({ profileId }) => launching.open(profileId),
    'launch.copy': ({ profileId }) => launching.copy(profileId),
    'settings.save': ({ settings }) => controller.saveSettings(settings),
    'notice.dismiss': ({ id }) => controller.dismissNotice(id),
  };
}
