/** What does not fit into the window: text that is cut, what stands over something else's edge, words broken in two. */
import type { Page } from '@playwright/test';

/** Each as what is wrong, the element, and its first words. */
export const layoutFaults = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    // What has its place beside something else is put there a frame after the window has another size.
    for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    const wordsOf = (element: Element) => (element.textContent ?? '').trim().slice(0, 40);
    const nameOf = (element: Element) =>
      `${element.localName}.${element.className || element.parentElement?.className}`;
    const isSeen = (element: Element) =>
      element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) &&
      getComputedStyle(element).clipPath === 'none';
    const faults: string[] = [];
    const top = document.querySelector('[role="dialog"], [role="alertdialog"]') ?? document.body;
    for (const element of [document.documentElement, top, ...top.querySelectorAll('*')]) {
      if (!isSeen(element)) continue;
      const style = getComputedStyle(element);
      const isWide = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
      const scrolls = /auto|scroll/;
      if (isWide && scrolls.test(style.overflowX) && style.textOverflow !== 'ellipsis')
        faults.push(`scrolls sideways: ${nameOf(element)} “${wordsOf(element)}”`);
      // An ellipsis says that there is more, and the title says what.
      const isTold = style.textOverflow === 'ellipsis' && element.closest('[title], [role="row"]') !== null;
      if (isWide && /hidden|clip/.test(style.overflowX) && !isTold && element.textContent !== '')
        faults.push(`cut: ${nameOf(element)} “${wordsOf(element)}”`);
      const isHigh = element.scrollHeight > element.clientHeight + 2 && element.clientHeight > 0;
      if (
        element !== document.documentElement &&
        isHigh &&
        /hidden|clip/.test(style.overflowY) &&
        style.webkitLineClamp === 'none' &&
        element.textContent !== ''
      )
        faults.push(`cut below: ${nameOf(element)} “${wordsOf(element)}”`);
    }
    const controls = [...top.querySelectorAll('button, input, textarea, a')].filter(isSeen);
    for (const control of controls) {
      const { left, right, width } = control.getBoundingClientRect();
      if (width > 2 && (left < -1 || right > innerWidth + 1))
        faults.push(`outside: ${nameOf(control)} “${wordsOf(control)}”`);
    }
    const texts = document.createTreeWalker(top, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const parent = node.parentElement;
      // What is the machine's, and names that people gave, may be longer than any line.
      if (parent === null || !isSeen(parent) || parent.closest('code, bdi, pre, textarea, h1, [data-machine]'))
        continue;
      for (const { index, 0: word } of (node.textContent ?? '').matchAll(/[^\s\u2009\u2010-\u2015/]+/gu)) {
        const isPlain = /^[^\p{L}\p{N}]*\p{L}{2,14}[^\p{L}\p{N}]*$/u.test(word);
        // Chinese and Japanese have no spaces, and break anywhere.
        if (!isPlain || /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word)) continue;
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const lines = new Set([...range.getClientRects()].map(({ top: y }) => Math.round(y)));
        if (lines.size > 1) faults.push(`broken word: ${nameOf(parent)} “${word}”`);
      }
    }
    return [...new Set(faults)];
  });
