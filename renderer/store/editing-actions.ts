/** What a person does while editing: look at what it means, change several at once, and not lose anything. */
import type { Bridge, ManyItem } from '../../preload/contract.ts';
import type { ManyChange } from '../../preload/many-schemas.ts';
import type { Explanation, Profile } from '../../preload/types.ts';
import { explained } from './request.ts';
import type { Answered, Requests } from './requests.ts';
import type { Sheets } from './sheets.ts';

export interface EditingActions {
  /** The stunnel.conf that the profile means; null when it cannot be known now. */
  previewOf(profile: Profile): Promise<string | null>;
  /** What is edited and not saved, by its name; null: nothing. */
  setUnsaved(name: string | null): void;
  planMany(profileIds: readonly string[], change: ManyChange): Promise<Answered<readonly ManyItem[]>>;
  changeMany(profileIds: readonly string[], change: ManyChange): Promise<Explanation | null>;
}

export function createEditingActions(bridge: Bridge, sheets: Sheets, { answered, done }: Requests): EditingActions {
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
    async changeMany(profileIds, change) {
      const explanation = await done(bridge.profile.changeMany({ profileIds, change }));
      if (explanation === null) sheets.closeIfOpen({ kind: 'many', profileIds: [] });
      return explanation;
    },
  };
}
