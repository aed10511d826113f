/** The script that a shell needs to complete the commands, made of their description. Pure. */

import type { Shell } from '../shells.ts';
import { bashCompletions } from './bash.ts';
import { fishCompletions } from './fish.ts';
import { powerShellCompletions } from './powershell.ts';
import { zshCompletions } from './zsh.ts';

const scripts: Readonly<Record<Shell, () => string>> = {
  bash: bashCompletions,
  zsh: zshCompletions,
  fish: fishCompletions,
  powershell: powerShellCompletions,
};

export const completions = (shell: Shell): string => scripts[shell]();
