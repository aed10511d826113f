/** What a person does while editing: look at what it means, change several at once, and not lose anything. */
import type { Bridge, CallRequest, ManyItem } from '../../preload/contract.ts';
import type { ManyChange } from '../../preload/many-schemas.ts';
import type { Explanation, Profile } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { explained } from './request.ts';
import type { Answered, Requests } from './requests.ts';
import type { Sheets } from './sheets.ts';

export interface EditingActions {
  /** The stunnel.conf that the profile means; null when it cannot be known now. */
  previewOf(profile: Profile): Promise<string | null>;
  /** What is edited and not saved, by its name; null: nothing. */
  setUnsaved(name: string | null): void;
  planMany(profileIds: readonly string[], change: ManyChange): Promise<Answered<readonly ManyItem[]>>;
  /** What would leave the computer. */
  makeReport(wanted: CallRequest<'report.make'>): Promise<Answered<string>>;
  /** Whether it is saved: a dialog can be cancelled. */
  saveReport(text: string): Promise<boolean>;
  changeMany(profileIds: readonly string[], change: ManyChange): Promise<Explanation | null>;
}

export function createEditingActions(
  bridge: Bridge,
  sheets: Sheets,
  { answered, done, say, tell }: Requests,
): EditingActions {
  return {
    async previewOf(profile) {
      const answer = await explained(bridge.profile.preview({ profile }));
      return answer.ok ? answer.value.text : null;
    },
    setUnsaved: (name) => void explained(bridge.window.unsaved({ name })),
    async planMany(profileIds, change) {
      const planned = await answered(bridge.profile.planMany({ profileIds, change }));
      return planned.ok ? { ok: true, value: planned.value.items } : planned;
    },
    async makeReport(wanted) {
      const made = await answered(bridge.report.make(wanted));
      return made.ok ? { ok: true, value: made.value.text } : made;
    },
    async saveReport(text) {
      const saved = await answered(bridge.report.save({ text }));
      if (!saved.ok) tell(saved.explanation);
      else if (saved.value !== null) say(t('report.saved', { path: saved.value.path }));
      return saved.ok && saved.value !== null;
    },
    async changeMany(profileIds, change) {
      const explanation = await done(bridge.profile.changeMany({ profileIds, change }));
      if (explanation === null) sheets.closeIfOpen({ kind: 'many', profileIds: [] });
      return explanation;
    },
  };
}
