/**
 * A desktop's panel as far as a tray icon sees it: the watcher, a host, and whoever opens the menu and clicks in it.
 * https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/
 *
 * `gnome` does what the AppIndicator extension does: one program is watcher and host, the name is resolved to its owner
 * at once, everything is addressed to that, and the menu is fetched whole. `kde` does what Plasma does: addresses the
 * item by the name that it has registered, and fetches the menu level by level, each announced before.
 */
import { askBus, connectToBus, type Message } from './bus.ts';
import type { Value, Variant } from './values.ts';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const WATCHER_PATH = '/StatusNotifierWatcher';
const ITEM = 'org.kde.StatusNotifierItem';
const MENU = 'com.canonical.dbusmenu';
const PROPERTIES = 'org.freedesktop.DBus.Properties';

export type PanelKind = 'gnome' | 'kde';

export interface MenuEntry {
  readonly id: number;
  readonly label: string;
  readonly isChecked: boolean;
  readonly isSeparator: boolean;
  readonly children: readonly MenuEntry[];
}

/** A tray icon as the panel shows it. */
export interface ShownItem {
  readonly title: string;
  readonly toolTip: string;
  /** Of the largest picture: width, height, and its pixels in four bytes each. */
  readonly picture: { readonly width: number; readonly height: number; readonly pixels: Buffer } | null;
}

export interface Panel extends AsyncDisposable {
  /** How many icons there are. */
  readonly items: () => number;
  /** How often an item has said that its picture is another one. */
  readonly newIcons: () => number;
  /** How often an item has said that its menu is another one. */
  readonly newMenus: () => number;
  /** Reads the only item. */
  look(): Promise<ShownItem>;
  openMenu(): Promise<readonly MenuEntry[]>;
  click(entry: MenuEntry): Promise<void>;
  close(): Promise<void>;
}

interface Item {
  readonly service: string;
  readonly path: string;
  readonly owner: string;
}

const plain = (value: Value | undefined): Value => (value as Variant | undefined)?.value ?? '';

function menuEntry(node: Value): MenuEntry {
  const [id, properties, children] = node as [number, Map<string, Variant>, readonly Variant[]];
  const property = (name: string) => plain(properties.get(name));
  return {
    id,
    // `_` marks a key.
    label: String(property('label')).replaceAll(/_(.)/g, '$1'),
    isChecked: property('toggle-state') === 1,
    isSeparator: property('type') === 'separator',
    children: children.map(({ value }) => menuEntry(value)),
  };
}

/** The panel is there when this resolves. Only one can be at a time. */
export async function startPanel(address: string, kind: PanelKind): Promise<Panel> {
  const bus = await connectToBus(address);
  let items: readonly Item[] = [];
  let icons = 0;
  let menus = 0;

  const register = async ({ sender, body: [given] }: Message): Promise<void> => {
    // A path says where the sender has its item; a name has it at the usual place.
    const text = String(given);
    const [service, path] = text.startsWith('/') ? [sender, text] : [text, '/StatusNotifierItem'];
    const [owner] = await askBus(bus, 'GetNameOwner', 's', [service]);
    items = [...items, { service, path, owner: String(owner) }];
    const registered = { path: WATCHER_PATH, interface: WATCHER, member: 'StatusNotifierItemRegistered' };
    bus.emit({ ...registered, signature: 's', body: [service + path] });
  };
  const watcherProperties = (): Map<Value, Value> =>
    new Map<string, Variant>([
      ['IsStatusNotifierHostRegistered', { signature: 'b', value: true }],
      ['ProtocolVersion', { signature: 'i', value: 0 }],
      ['RegisteredStatusNotifierItems', { signature: 'as', value: items.map(({ service, path }) => service + path) }],
    ]);
  bus.answer((message) => {
    if (message.path !== WATCHER_PATH) return null;
    switch (message.member) {
      case 'RegisterStatusNotifierItem':
        void register(message);
        return { signature: '', body: [] };
      case 'RegisterStatusNotifierHost':
        return { signature: '', body: [] };
      case 'Get':
        return {
          signature: 'v',
          body: [watcherProperties().get(String(message.body[1])) ?? { signature: 's', value: '' }],
        };
      case 'GetAll':
        return { signature: 'a{sv}', body: [watcherProperties()] };
      default:
        return null;
    }
  });
  bus.onSignal((message) => {
    if (message.interface === ITEM && message.member === 'NewIcon') icons += 1;
    if (message.interface === MENU && message.member === 'LayoutUpdated') menus += 1;
    const [name, , owner] = message.body;
    if (message.member !== 'NameOwnerChanged' || owner !== '') return;
    items = items.filter((item) => item.owner !== name && item.service !== name);
  });
  await askBus(bus, 'AddMatch', 's', ["type='signal'"]);
  await askBus(bus, 'RequestName', 'su', [WATCHER, 0]);
  bus.emit({ path: WATCHER_PATH, interface: WATCHER, member: 'StatusNotifierHostRegistered' });

  const only = (): Item => {
    const [item, ...more] = items;
    if (item === undefined || more.length > 0) throw new Error(`There are ${items.length} icons.`);
    return item;
  };
  const destination = (): string => (kind === 'gnome' ? only().owner : only().service);
  const properties = async (): Promise<Map<string, Variant>> => {
    const asked = { path: only().path, interface: PROPERTIES, member: 'GetAll', signature: 's', body: [ITEM] };
    const [all] = await bus.call({ destination: destination(), ...asked });
    return all as Map<string, Variant>;
  };
  const askMenu = async (member: string, signature: string, body: readonly Value[]): Promise<readonly Value[]> => {
    const path = String(plain((await properties()).get('Menu')));
    return bus.call({ destination: destination(), path, interface: MENU, member, signature, body });
  };
  const layout = async (parent: number, depth: number): Promise<MenuEntry> => {
    // Panels go on without an answer: Electron has none for the root.
    await askMenu('AboutToShow', 'i', [parent]).catch(() => []);
    const [, root] = await askMenu('GetLayout', 'iias', [parent, depth, []]);
    return menuEntry(root ?? []);
  };
  const levelByLevel = async (parent: number): Promise<readonly MenuEntry[]> => {
    const { children } = await layout(parent, 1);
    const filled: MenuEntry[] = [];
    for (const child of children) {
      filled.push(child.isSeparator ? child : { ...child, children: await levelByLevel(child.id) });
    }
    return filled;
  };

  return {
    items: () => items.length,
    newIcons: () => icons,
    newMenus: () => menus,
    async look() {
      const all = await properties();
      const pictures = plain(all.get('IconPixmap')) as readonly [number, number, Buffer][];
      const [largest] = [...pictures].sort(([one], [other]) => other - one);
      const [, , toolTip = ''] = plain(all.get('ToolTip')) as readonly Value[];
      return {
        title: String(plain(all.get('Title'))),
        toolTip: String(toolTip),
        picture: largest === undefined ? null : { width: largest[0], height: largest[1], pixels: largest[2] },
      };
    },
    openMenu: async () => (kind === 'gnome' ? (await layout(0, -1)).children : levelByLevel(0)),
    async click({ id }) {
      await askMenu('Event', 'isvu', [id, 'clicked', { signature: 'i', value: 0 }, 0]);
    },
    close: () => bus.close(),
    [Symbol.asyncDispose]: () => bus.close(),
  };
}
