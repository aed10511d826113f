/** What main says of a profile, in its own words and in the language that is on: the fixtures of the renderer say it in English. */
import { explain } from '../../main/tunnel/explain.ts';
import type { Notice, ProfileView } from '../../preload/app-state.ts';
import type { RequestError } from '../../preload/contract.ts';
import type { TunnelError, TunnelView } from '../../preload/types.ts';
import { say, sayExplanation } from '../../preload/words/say.ts';
import type { Text, UnsaidExplanation } from '../../preload/words/text.ts';

const errorOf = ({ status }: TunnelView): TunnelError | null => {
  if (status.kind === 'blocked') return status.error;
  return status.kind === 'on' && status.server.kind === 'unreachable' ? status.server.error : null;
};

export function said(view: ProfileView): ProfileView {
  const error = errorOf(view.tunnel);
  return error === null ? view : { ...view, tunnel: { ...view.tunnel, explanation: explain(error) } };
}

export const noticed = (id: string, level: Notice['level'], text: Text): Notice => ({ id, level, text: say(text) });

export const failedWith = (code: RequestError['code'], explanation: UnsaidExplanation): RequestError => ({
  code,
  explanation: sayExplanation(explanation),
});
