/** The window with a made-up main process, in the state that the address names: `#list`, `#trust`, … */
import type { Bridge } from '../../preload/contract.ts';
import { type Scene, scenes } from './scenes.ts';

const name = location.hash.slice(1) || 'list';
const scene: Scene | undefined = scenes[name];
if (scene === undefined) throw new Error(`There is no scene ${name}`);
const double = scene();
/** In the language that the browser was started with. */
const { state } = double.bridge;
const spoken = async () => {
  const answer = await state.get();
  if (!answer.ok) return answer;
  const about = { ...answer.value.about, languages: [...navigator.languages] };
  return { ...answer, value: { ...answer.value, about } };
};
Object.defineProperty(window, 'adit', {
  value: { ...double.bridge, state: { ...state, get: spoken } } satisfies Bridge,
});
Object.defineProperty(window, 'double', { value: double });
await import('../../renderer/main.tsx');
