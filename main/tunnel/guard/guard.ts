/**
 * Who may use a tunnel's local port, which every user of this computer reaches. A connection is asked for its owner before
 * anything is done for it, read from it or said to it.
 */
import type { Socket } from 'node:net';
import type { GuardRules } from '../../specification.ts';
import { Remarks } from '../base/remarks.ts';
import { isPresent, localAddresses } from '../local/local-addresses.ts';
import { ownEndOf, peerOf } from '../node-internals/peer-address.ts';
import { isProven } from '../node-internals/proven.ts';
import { type Accounts, readAccounts } from './accounts.ts';
import { canTellOwners, ownerOf, prepareOwners } from './owner.ts';
import { isHeldByOneOf } from './programs.ts';
import type { SocketEnds, SocketOwner } from './socket-ends.ts';

/** root could read all that goes through the tunnel anyway: in this program's memory. */
const ROOT = 0;

export class Guard {
  readonly #rules: GuardRules;
  readonly #accounts: Accounts;
  readonly #allowed: ReadonlySet<number>;
  readonly #tell: (text: string) => void;
  readonly #remarks = new Remarks();

  private constructor(rules: GuardRules, accounts: Accounts, tell: (text: string) => void) {
    this.#rules = rules;
    this.#accounts = accounts;
    this.#tell = tell;
    const named = rules.accounts.flatMap((name) => accounts.numbers.get(name) ?? []);
    this.#allowed = new Set([process.getuid?.() ?? ROOT, ROOT, ...named]);
  }

  /** null where this system does not tell whose a connection is; `tell` hears that, and who was refused. Never rejects. */
  static async open(rules: GuardRules, tell: (text: string) => void): Promise<Guard | null> {
    if (process.platform === 'linux' && isProven('peer-address') && (await canTellOwners())) {
      void prepareOwners();
      return new Guard(rules, readAccounts(), tell);
    }
    if (rules.programs.length > 0) tell('this system does not tell which program connects: all are let in');
    return null;
  }

  /** Whether the connection may go on. What comes from another computer is not the guard's affair: the address is. */
  admits(socket: Socket): boolean | Promise<boolean> {
    const [far, own] = [peerOf(socket), ownEndOf(socket)];
    if (far.kind === 'unix') return true; // the file's rights have decided
    if (far.kind === 'unknown' || own.kind === 'unknown' || own.kind === 'unix') {
      return this.#refuse('nobody can tell any more where it came from');
    }
    const ends: SocketEnds = {
      own: { host: far.address, port: far.port },
      far: { host: own.address, port: own.port },
    };
    const owner = ownerOf(ends);
    if (owner instanceof Promise) {
      return owner.then(
        (found) => this.#judge(found, ends),
        () => this.#refuse('the system does not tell whose it is'),
      );
    }
    return this.#judge(owner, ends);
  }

  #judge(owner: SocketOwner | null, { own }: SocketEnds): boolean | Promise<boolean> {
    if (owner === null) {
      return isPresent(own.host, localAddresses())
        ? this.#refuse('its program was gone before it could be told')
        : true;
    }
    const { uid, inode } = owner;
    if (uid === ROOT && inode === 0) return this.#refuse('its program was gone before it could be told');
    if (!this.#allowed.has(uid)) {
      return this.#refuse(
        `it belongs to the user ${this.#accounts.nameOf(uid)}, and the profile is for your programs only`,
      );
    }
    const { programs } = this.#rules;
    if (programs.length === 0) return true;
    return isHeldByOneOf(inode, programs).then(
      (isHeld) => isHeld || this.#refuse('its program is none of the profile’s'),
    );
  }

  #refuse(why: string): false {
    const text = `a connection to the local port was refused: ${why}`;
    if (this.#remarks.isNews(text, performance.now())) this.#tell(text);
    return false;
  }
}
