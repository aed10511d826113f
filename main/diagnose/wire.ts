/** A check as plain messages, for when it runs in a thread of its own. */

import type { Diagnosis } from '../../preload/diagnosis.ts';
import type { Route } from '../tunnel/negotiation/routes.ts';
import type { CheckRequest } from './tools.ts';

/** What the thread begins with. */
export interface CheckData {
  readonly request: CheckRequest;
  readonly asksOthers: boolean;
}

export type FromCheck =
  | { readonly kind: 'change'; readonly diagnosis: Diagnosis }
  | { readonly kind: 'find-routes'; readonly question: number; readonly host: string; readonly port: number };

/** The answer to `find-routes`; null: there is none. */
export interface ToCheck {
  readonly question: number;
  readonly routes: readonly Route[] | null;
}
