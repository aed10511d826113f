/** The users of this computer, by their numbers and names. */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';

export interface Accounts {
  readonly numbers: ReadonlyMap<string, number>;
  /** The name of a user, or the number for one that a directory of the network has. */
  nameOf(uid: number): string;
}

/** Of /etc/passwd (passwd(5)); a line that is none is passed over. */
export function accountsIn(text: string): Accounts {
  const rows = text.split('\n').flatMap((line) => {
    const [name = '', , uid = ''] = line.split(':');
    return name !== '' && /^\d+$/.test(uid) ? [[name, Number(uid)] as const] : [];
  });
  const names = new Map(rows.map(([name, uid]) => [uid, name]).reverse() as [number, string][]);
  return { numbers: new Map(rows), nameOf: (uid) => names.get(uid) ?? `number ${uid}` };
}

/** Never throws. A small file of this computer: to wait for another thread's turn takes ten times as long as to read it. */
export function readAccounts(): Accounts {
  try {
    return accountsIn(readFileSync('/etc/passwd', 'utf8'));
  } catch {
    return accountsIn(`${userInfo().username}::${process.getuid?.()}\n`);
  }
}
