/** `adit diagnose PROFILE`: the running app has its settings and secrets, so it walks the way. */
import type { Command } from '../arguments.ts';
import type { ExitStatus, Output } from '../output.ts';
import { controlCommand } from './control.ts';

type DiagnoseProfile = Extract<Command, { readonly kind: 'diagnose-profile' }>;

export const diagnoseProfileCommand = (
  { name, others, json, userData }: DiagnoseProfile,
  output: Output,
): Promise<ExitStatus> =>
  controlCommand(
    {
      kind: 'control',
      request: { kind: 'diagnose', name, others },
      name: null,
      form: json ? 'json' : 'text',
      starts: false,
      userData,
    },
    output,
  );
