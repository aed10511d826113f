/**
 * React Aria has words of its own, mostly for screen readers, and not in every language that the window speaks. So all of
 * them come from our catalogue, in the language that is on at the moment they are said. The way is that of the library's
 * `LocalizedStringProvider`: what the window has by package goes before what the packages bring, which the build leaves out.
 */
import { t } from '../../preload/words/words.ts';

/** What React Aria puts in, by the names that it has for it. */
type Given = Readonly<Record<string, string | number | boolean>>;

type Phrase = (given: Given) => string;

const text = (given: Given, name: string): string => String(given[name] ?? '');

/** By package and key. A package or a key that is used and is not here is an error at the moment it is used. */
export const libraryWords: Readonly<Record<string, Readonly<Record<string, Phrase>>>> = {
  'react-aria-components': {
    selectPlaceholder: () => t('ui.choose'),
  },
  '@react-aria/grid': {
    select: () => t('assistive.select'),
    selectedItem: (given) => t('assistive.selected', { item: text(given, 'item') }),
    deselectedItem: (given) => t('assistive.notSelected', { item: text(given, 'item') }),
    selectedCount: (given) => t('list.selected', { count: Number(given['count']) }),
    selectedAll: () => t('assistive.selectedAll'),
    longPressToSelect: () => t('assistive.longPress'),
  },
  '@react-aria/menu': {
    longPressMessage: () => t('assistive.menu'),
  },
  '@react-aria/overlays': {
    dismiss: () => t('ui.dismiss'),
  },
  '@react-aria/searchfield': {
    'Clear search': () => t('ui.clearSearch'),
  },
  // Only servers are dragged.
  '@react-aria/dnd': {
    dragItem: (given) => t('list.move', { name: text(given, 'itemText') }),
    dragSelectedItems: (given) => t('assistive.moveSelected', { count: Number(given['count']) }),
    dragDescriptionKeyboard: () => t('assistive.start.keyboard'),
    dragDescriptionKeyboardAlt: () => t('assistive.start.alt'),
    dragDescriptionTouch: () => t('assistive.start.touch'),
    dragDescriptionVirtual: () => t('assistive.start.click'),
    dragDescriptionLongPress: () => t('assistive.start.hold'),
    dragSelectedKeyboard: () => t('assistive.start.keyboard'),
    dragSelectedKeyboardAlt: () => t('assistive.start.alt'),
    dragSelectedLongPress: () => t('assistive.start.hold'),
    dragStartedKeyboard: () => t('assistive.started.keyboard'),
    dragStartedTouch: () => t('assistive.started.touch'),
    dragStartedVirtual: () => t('assistive.started.click'),
    endDragKeyboard: () => t('assistive.moving.keyboard'),
    endDragTouch: () => t('assistive.moving.touch'),
    endDragVirtual: () => t('assistive.moving.click'),
    dropDescriptionKeyboard: () => t('assistive.put.keyboard'),
    dropDescriptionTouch: () => t('assistive.put.touch'),
    dropDescriptionVirtual: () => t('assistive.put.click'),
    dropCanceled: () => t('assistive.put.cancelled'),
    dropComplete: () => t('assistive.put.done'),
    dropIndicator: () => t('assistive.place'),
    dropOnRoot: () => t('assistive.place.list'),
    dropOnItem: (given) => t('assistive.place.on', { item: text(given, 'itemText') }),
    insertBefore: (given) => t('assistive.place.before', { item: text(given, 'itemText') }),
    insertBetween: (given) =>
      t('assistive.place.between', { before: text(given, 'beforeItemText'), after: text(given, 'afterItemText') }),
    insertAfter: (given) => t('assistive.place.after', { item: text(given, 'itemText') }),
  },
};

/** Before anything of React Aria is rendered: it looks once. */
export function speakForTheLibrary(): void {
  Object.assign(window, {
    // Which one does not matter: each phrase is said in the language that is on.
    [Symbol.for('react-aria.i18n.locale')]: 'en',
    [Symbol.for('react-aria.i18n.strings')]: libraryWords,
  });
}
