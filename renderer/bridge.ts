/** The only reader of window.adit, which the preload script exposes. */
import type { Bridge } from '../preload/contract.ts';

declare global {
  interface Window {
    readonly adit: Bridge;
  }
}

export function windowBridge(): Bridge {
  return window.adit;
}
