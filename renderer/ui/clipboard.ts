/**
 * Copies text during a click. The window has no clipboard permission, so this is the older, synchronous way, which needs
 * none; false when the system refused.
 */
export function copyText(text: string): boolean {
  const fill = (event: ClipboardEvent) => {
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
  };
  document.addEventListener('copy', fill, { once: true });
  try {
    return document.execCommand('copy');
  } finally {
    document.removeEventListener('copy', fill);
  }
}
