/**
 * Files are chosen in main's dialogs. A file dialog of the page would ask in the name of whoever got hold of the page, and
 * neither Electron nor a content security policy can forbid it: what opens one is taken away before anything else runs.
 */

/** As Chromium sees it, whatever the element's own properties say. */
const getterOf = (prototype: object, name: string): (() => unknown) =>
  Object.getOwnPropertyDescriptor(prototype, name)?.get ?? (() => undefined);

/** Puts a function in a method's place that cannot be put back. */
function replace<Target extends object, Name extends keyof Target>(
  target: Target,
  name: Name,
  make: (original: Target[Name]) => Target[Name],
): void {
  Object.defineProperty(target, name, { value: make(target[name]), writable: false, configurable: false });
}

/** For elements of the document, whoever clicks them, and for those that are in none. */
export function refuseFileDialogs(window: Window): void {
  const typeOf = getterOf(HTMLInputElement.prototype, 'type');
  const controlOf = getterOf(HTMLLabelElement.prototype, 'control');
  const { closest } = Element.prototype;

  const isFileInput = (element: unknown): boolean => {
    try {
      return typeOf.call(element) === 'file';
    } catch {
      // Not an input.
      return false;
    }
  };
  /** Or what a click on it is handed on to. */
  const opensDialog = (element: unknown): boolean => {
    if (isFileInput(element)) return true;
    try {
      const label = closest.call(element as Element, 'label');
      return label !== null && isFileInput(controlOf.call(label));
    } catch {
      return false;
    }
  };

  window.addEventListener(
    'click',
    (event) => {
      if (isFileInput(event.composedPath()[0])) event.preventDefault();
    },
    true,
  );
  replace(
    HTMLElement.prototype,
    'click',
    (click) =>
      function (this: HTMLElement) {
        if (!opensDialog(this)) click.call(this);
      },
  );
  replace(
    EventTarget.prototype,
    'dispatchEvent',
    (dispatch) =>
      function (this: EventTarget, event: Event) {
        return event.type === 'click' && opensDialog(this) ? false : dispatch.call(this, event);
      },
  );
  replace(
    HTMLInputElement.prototype,
    'showPicker',
    (show) =>
      function (this: HTMLInputElement) {
        if (!isFileInput(this)) show.call(this);
      },
  );
}
