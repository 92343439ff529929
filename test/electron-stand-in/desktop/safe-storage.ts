import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { strict } from '../provided.ts';
import { standIn } from '../stand-in.ts';
import { app } from '../app/app.ts';

/**
 * What stands behind safeStorage: a keyring; the fixed password of `basic_text`, which protects nothing; nothing; a
 * keyring that is there but stays locked; or one with another key than before.
 */
export type SafeStorageState = 'available' | 'basic_text' | 'unavailable' | 'locked' | 'other-key';

const PREFIX = 'v11';
const VECTOR = 12;
const TAG = 16;

function key(): Buffer {
  return createHash('sha256')
    .update(standIn.safeStorage === 'other-key' ? 'other key' : 'stand-in')
    .digest();
}

function check(what: string): void {
  if (!app.isReady()) throw new Error(`safeStorage cannot be used before app is ready`);
  if (standIn.safeStorage === 'unavailable' || standIn.safeStorage === 'locked') {
    throw new Error(`Error while ${what} the text provided to safeStorage`);
  }
}

/**
 * Only the asynchronous calls: the synchronous ones are deprecated and go with Electron 46, so that using them throws.
 * What is encrypted here can be decrypted by a later process, as with a keyring of the system.
 */
export const safeStorage = strict('safeStorage', {
  async isAsyncEncryptionAvailable(): Promise<boolean> {
    if (!app.isReady()) return false;
    return standIn.safeStorage !== 'unavailable' && standIn.safeStorage !== 'locked';
  },

  async encryptStringAsync(plainText: string): Promise<Buffer> {
    check('encrypting');
    const vector = randomBytes(VECTOR);
    const cipher = createCipheriv('aes-256-gcm', key(), vector);
    const content = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from(PREFIX), vector, cipher.getAuthTag(), content]);
  },

  async decryptStringAsync(encrypted: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> {
    check('decrypting');
    const start = PREFIX.length + VECTOR;
    try {
      const cipher = createDecipheriv('aes-256-gcm', key(), encrypted.subarray(PREFIX.length, start));
      cipher.setAuthTag(encrypted.subarray(start, start + TAG));
      const content = Buffer.concat([cipher.update(encrypted.subarray(start + TAG)), cipher.final()]);
      return { result: content.toString('utf8'), shouldReEncrypt: false };
    } catch {
      throw new Error('Error while decrypting the ciphertext provided to safeStorage');
    }
  },

  isEncryptionAvailable(): boolean {
    return app.isReady() && (standIn.safeStorage === 'available' || standIn.safeStorage === 'other-key');
  },

  getSelectedStorageBackend(): ReturnType<Electron.SafeStorage['getSelectedStorageBackend']> {
    if (!app.isReady()) return 'unknown';
    const without = standIn.safeStorage === 'basic_text' || standIn.safeStorage === 'unavailable';
    return without ? 'basic_text' : 'gnome_libsecret';
  },
} satisfies Partial<Electron.SafeStorage>);
