/** Electron's safeStorage, whichever of its two interfaces there is: the key store of the system, or none. */
import type { SafeStorage } from 'electron';
import type { KeyStore } from './secrets.ts';

type Synchronous = Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'>;
type Asynchronous = Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'>;
/** Electron 33 has the synchronous one only, 45 calls that deprecated. */
export type SomeSafeStorage = Synchronous & Partial<Asynchronous> & Pick<SafeStorage, 'getSelectedStorageBackend'>;

/** null: there is none. To be asked for when the app is ready. */
export async function openKeyStore(storage: SomeSafeStorage, platform: NodeJS.Platform): Promise<KeyStore | null> {
  // Without a keyring, Chromium on Linux seals with a password that is in its source: that is no secret.
  const backend = platform === 'linux' ? storage.getSelectedStorageBackend() : null;
  if (backend === 'basic_text' || backend === 'unknown') return null;
  const store = isAsynchronous(storage) ? asynchronous(storage) : synchronous(storage);
  // One that fails when it is only asked whether it is there is none; the app has to start all the same.
  return (await store.isAvailable().catch(() => false)) ? store : null;
}

const isAsynchronous = (storage: SomeSafeStorage): storage is SomeSafeStorage & Asynchronous =>
  storage.isAsyncEncryptionAvailable !== undefined;

type Store = KeyStore & { isAvailable(): Promise<boolean> };

const asynchronous = (storage: Asynchronous): Store => ({
  isAvailable: () => storage.isAsyncEncryptionAvailable(),
  seal: async (text) => (await storage.encryptStringAsync(text)).toString('base64'),
  async open(sealed) {
    const { result, shouldReEncrypt } = await storage.decryptStringAsync(Buffer.from(sealed, 'base64'));
    return { text: result, isOutdated: shouldReEncrypt };
  },
});

const synchronous = (storage: Synchronous): Store => ({
  isAvailable: async () => storage.isEncryptionAvailable(),
  seal: async (text) => storage.encryptString(text).toString('base64'),
  open: async (sealed) => ({ text: storage.decryptString(Buffer.from(sealed, 'base64')), isOutdated: false }),
});
