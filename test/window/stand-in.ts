/** In place of the preload script: a made-up main process, in the scene that the address names: `#list`, `#trust`, … */
import type { Bridge } from '../../preload/contract.ts';
import type { Double } from '../../renderer/testing/double.ts';
import { scenes } from './scenes.ts';

declare global {
  interface Window {
    /** What the page has asked for, and how to tell it something. */
    readonly double: Double;
    /** Whether the scene is as it should be. */
    isStaged: boolean;
    /** Changes the language, as the settings do. */
    speakAs(language: string): void;
  }
}

const name = location.hash.slice(1);
const scene = scenes[name];
if (scene === undefined) throw new Error(`There is no scene “${name}”.`);
const { double, ready } = scene();
const { state } = double.bridge;

/** Calls once the page shows something, and listens. */
function whenShown(then: () => void): void {
  if (document.querySelector('main') === null) requestAnimationFrame(() => whenShown(then));
  else requestAnimationFrame(then);
}

/** In the language that the browser was started with. */
const spoken = async () => {
  const answer = await state.get();
  whenShown(() => {
    ready?.();
    window.isStaged = true;
  });
  if (!answer.ok) return answer;
  const about = { ...answer.value.about, languages: [...navigator.languages] };
  return { ...answer, value: { ...answer.value, about } };
};

let rev = 1;
double.bridge.state.onChanged((patch) => {
  rev = patch.rev;
});

window.isStaged = false;
window.speakAs = (language) =>
  double.emit('state.changed', {
    rev: rev + 1,
    changes: [{ kind: 'settings', settings: { appearance: 'system', language } }],
  });
Object.defineProperties(window, {
  adit: { value: { ...double.bridge, state: { ...state, get: spoken } } satisfies Bridge },
  double: { value: double },
});
