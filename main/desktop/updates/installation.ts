/** How this program was installed, as far as it can tell. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import type { Installation } from './bringer.ts';

export function thisInstallation(): Installation {
  const inResources = (name: string) => join(process.resourcesPath, name);
  return {
    platform: process.platform,
    isPackaged: app.isPackaged,
    env: process.env,
    program: process.execPath,
    packageType: readOrNull(inResources('package-type')),
    hasSource: existsSync(inResources('app-update.yml')),
    exists: existsSync,
  };
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return null;
  }
}
