/**
 * What the page begins with: its style. The program is evaluated once the first frame is on its way to the screen, which it
 * would hold up otherwise; index.html asks for its file meanwhile.
 */
import './global.css';

/** Without frames, as in a window that is covered, the program comes all the same. */
const NO_FRAME_MS = 100;

let isBegun = false;
const begin = (): void => {
  if (isBegun) return;
  isBegun = true;
  void import('./main.tsx');
};
requestAnimationFrame(() => setTimeout(begin));
setTimeout(begin, NO_FRAME_MS);
