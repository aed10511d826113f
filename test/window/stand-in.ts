/**
 * In place of the preload script and main: a made-up main process, in the scene that the address names, and in the language
 * behind it if there is one: `#list`, `#trust@fa`, … Without one, it speaks what the browser was started with.
 */
import type { Bridge } from '../../preload/contract.ts';
import { type LanguageCode, languageOf } from '../../preload/words/languages.ts';
import { speak } from '../../preload/words/words.ts';
import type { Double } from '../../renderer/testing/double.ts';
import { readTranslation } from '../../renderer/translations.ts';
import { type Staged, scenes } from './scenes.ts';

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

const [name = '', chosen] = location.hash.slice(1).split('@');
const scene = scenes[name];
if (scene === undefined) throw new Error(`There is no scene “${name}”.`);
const language: LanguageCode = languageOf(chosen, navigator.languages);
const isChosen = chosen !== undefined;

/** Main speaks as the window does, and its texts are made once its language is there. */
const made: Promise<Staged> = speak(language, navigator.languages, readTranslation).then(scene);

/** Calls once the page shows something, and listens. */
function whenShown(then: () => void): void {
  if (document.querySelector('main') === null) requestAnimationFrame(() => whenShown(then));
  else requestAnimationFrame(then);
}

/** The state, in the language. */
async function spoken({ double, ready }: Staged) {
  const answer = await double.bridge.state.get();
  whenShown(() => {
    ready?.();
    window.isStaged = true;
  });
  if (!answer.ok) return answer;
  const { about, settings } = answer.value;
  return {
    ...answer,
    value: {
      ...answer.value,
      settings: isChosen ? { ...settings, language } : settings,
      about: { ...about, languages: [...navigator.languages] },
    },
  };
}

let rev = 1;
void made.then(({ double }) => {
  Object.defineProperty(window, 'double', { value: double });
  double.bridge.state.onChanged((patch) => {
    rev = patch.rev;
  });
});

type Call = (request: unknown) => Promise<unknown>;
type Subscribe = (listener: unknown) => () => void;

/** Whatever the page asks or listens to is passed on once the scene is made. */
const room = (of: string): object =>
  new Proxy(
    {},
    {
      get(_target, what) {
        const within = ({ double }: Staged) => Reflect.get(Reflect.get(double.bridge, of), what) as unknown;
        if (of === 'state' && what === 'get') return () => made.then(spoken);
        if (!/^on[A-Z]/.test(String(what)))
          return (request: unknown) => made.then((staged) => (within(staged) as Call)(request));
        return (listener: unknown) => {
          const stop = made.then((staged) => (within(staged) as Subscribe)(listener));
          return () => void stop.then((end) => end());
        };
      },
    },
  );

window.isStaged = false;
window.speakAs = (wanted) =>
  void made.then(({ double }) =>
    double.emit('state.changed', {
      rev: rev + 1,
      changes: [{ kind: 'settings', settings: { appearance: 'system', language: wanted } }],
    }),
  );
Object.defineProperty(window, 'adit', {
  value: new Proxy({}, { get: (_target, of) => room(String(of)) }) as Bridge,
});
