/** Secrets in memory for tests, as if the system had a key store or not. */
import type { SecretChanges, SecretField } from '../../preload/types.ts';
import { allSecretFields, type SecretKeeper } from './secrets.ts';

export function makeSecrets(canRemember = true): SecretKeeper & {
  breakDown(): void;
  /** As if the key store refused to open what it has sealed. */
  lock(): void;
  unlock(): void;
} {
  const all = new Map<string, Map<SecretField, { readonly value: string; readonly kept: 'sealed' | 'memory' }>>();
  let broken = false;
  let locked = false;
  const open = (id: string) => (locked ? [] : [...(all.get(id) ?? [])]);
  return {
    canRemember,
    breakDown() {
      broken = true;
    },
    lock() {
      locked = true;
    },
    unlock() {
      locked = false;
    },
    of: (id) => Object.fromEntries(open(id).map(([field, { value }]) => [field, value])),
    kept: (id) => open(id).map(([field, { kept }]) => ({ field, kept })),
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
    take(id, fields) {
      if (broken) throw new Error('the disk is full');
      const before = new Map(all.get(id));
      all.set(id, new Map([...before].filter(([field]) => !fields.includes(field))));
      return () => {
        if (broken) throw new Error('the disk is full');
        all.set(id, before);
      };
    },
  };
}
