/** When the app may end, and for how long somebody is asked before who would lose something by it. */

export interface EndingPorts {
  /**
   * Asks somebody who would lose something; null: there is nobody to ask. When `nobody` is aborted the question is taken
   * away, whatever comes of it. `within`: after how many seconds that is; null: never.
   */
  readonly mayQuit: (nobody: AbortSignal, within: number | null) => Promise<boolean> | null;
  /** Has the app end as its menu does, which comes back as `beforeQuit`. */
  readonly quit: () => void;
  /** Calls later, and gives how to cancel. */
  readonly after: (milliseconds: number, then: () => void) => () => void;
  /** Nobody has answered. */
  readonly unanswered: () => void;
}

export interface Ending {
  /** `go`: the app ends now. `wait`: it does not, and `quit` is called when it may. */
  beforeQuit(): 'go' | 'wait';
  /** The system tells the app to end. */
  signalled(): void;
  isQuitting(): boolean;
}

/** Short enough for a log out and for a service manager, long enough to read the question and press a button. */
export const ANSWER_WITHIN_S = 10;

/**
 * A person who quits is asked for as long as it takes. A signal comes from a log out, a shutdown or a script as well, where
 * nobody may be there: the question is then asked for some seconds, and not at all when another signal comes meanwhile.
 */
export function createEnding({ mayQuit, quit, after, unanswered }: EndingPorts): Ending {
  let isQuitting = false;
  let question: AbortController | null = null;
  let isSignalled = false;
  let cancelLimit = (): void => {};

  const end = (): void => {
    isQuitting = true;
    quit();
  };
  const giveUp = (): void => {
    if (question === null) return;
    unanswered();
    question.abort();
    question = null;
    end();
  };

  const limit = (): void => {
    cancelLimit = after(ANSWER_WITHIN_S * 1000, giveUp);
  };

  const ask = (asked: Promise<boolean>, own: AbortController): void => {
    question = own;
    if (isSignalled) limit();
    void asked
      .catch(() => true)
      .then((yes) => {
        if (question !== own) return;
        question = null;
        isSignalled = false;
        cancelLimit();
        if (yes) end();
      });
  };

  return {
    beforeQuit() {
      if (isQuitting) return 'go';
      if (question !== null) return 'wait';
      const own = new AbortController();
      const asked = mayQuit(own.signal, isSignalled ? ANSWER_WITHIN_S : null);
      if (asked !== null) {
        ask(asked, own);
        return 'wait';
      }
      isQuitting = true;
      return 'go';
    },
    signalled() {
      if (isQuitting) return;
      if (isSignalled) return giveUp();
      isSignalled = true;
      if (question === null) quit();
      else limit();
    },
    isQuitting: () => isQuitting,
  };
}
