/** Secrets in memory for tests, as if the system had a key store or not. */
import type { SecretChanges, SecretField } from '../../preload/types.ts';
import { allSecretFields, type SecretKeeper } from './secrets.ts';

export function makeSecrets(canRemember = true): SecretKeeper & { breakDown(): void } {
  const all = new Map<string, Map<SecretField, { readonly value: string; readonly kept: 'sealed' | 'memory' }>>();
  let broken = false;
  return {
    canRemember,
    breakDown() {
      broken = true;
    },
    of: (id) => Object.fromEntries([...(all.get(id) ?? [])].map(([field, { value }]) => [field, value])),
    kept: (id) => [...(all.get(id) ?? [])].map(([field, { kept }]) => ({ field, kept })),
    async change(id: string, changes: SecretChanges, remember: boolean) {
      if (broken) throw new Error('the key store is locked');
      const next = new Map(all.get(id));
      for (const field of allSecretFields) {
        const value = changes[field];
        if (value === null) next.delete(field);
        else if (value !== undefined) next.set(field, { value, kept: remember && canRemember ? 'sealed' : 'memory' });
      }
      all.set(id, next);
    },
    forget(id, fields) {
      if (broken) throw new Error('the disk is full');
      for (const field of fields) all.get(id)?.delete(field);
    },
  };
}
