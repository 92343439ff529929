import { writeSync } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Loaded before a program: the second piece of a file that it writes waits until Ctrl+C comes, and says so before.
const path = join(tmpdir(), `held-write.${process.pid}`);
const file = await open(path, 'w');
await file.close();
await rm(path);
const prototype = Object.getPrototypeOf(file) as FileHandle;
const writeFile = Reflect.get(prototype, 'writeFile');
let pieces = 0;
Object.assign(prototype, {
  async writeFile(this: FileHandle, ...given: Parameters<FileHandle['writeFile']>): Promise<void> {
    pieces += 1;
    if (pieces === 2) {
      const interrupted = new Promise<void>((resolve) => void process.once('SIGINT', () => resolve()));
      // The process has nothing else to do.
      const stays = setInterval(() => {}, 1000);
      writeSync(2, 'under way\n');
      await interrupted;
      clearInterval(stays);
    }
    return writeFile.apply(this, given);
  },
});
