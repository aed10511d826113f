/**
 * What the page begins with: its style. The program is asked for and evaluated once the first frame is on the screen, which
 * it would hold up otherwise, and main with it: reading the program, and then all of itself (main/start.ts).
 */
import './global.css';

/** Without frames, as in a window that is covered, the program comes all the same. */
const NO_FRAME_MS = 500;

let isBegun = false;
const begin = (): void => {
  if (isBegun) return;
  isBegun = true;
  void import('./main.tsx');
};
new PerformanceObserver((list) => {
  if (list.getEntriesByName('first-contentful-paint').length > 0) begin();
}).observe({ type: 'paint', buffered: true });
setTimeout(begin, NO_FRAME_MS);
