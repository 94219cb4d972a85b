import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** What the action brings about in the world: a line a parcel, on disk before the action goes on. */
export class Effects {
  readonly #path: string;
  readonly #diesAfter: number | undefined;

  /** @param diesAfter after this parcel's effect the process is killed, before anybody hears of it */
  constructor(folder: string, diesAfter?: number) {
    this.#path = join(folder, 'effects.txt');
    this.#diesAfter = diesAfter;
  }

  send(parcel: number): void {
    const file = openSync(this.#path, 'a');
    writeSync(file, `${parcel}\n`);
    fsyncSync(file);
    closeSync(file);
    if (parcel === this.#diesAfter) process.kill(process.pid, 'SIGKILL');
  }

  /** How often a parcel was sent. */
  count(parcel: number): number {
    if (!existsSync(this.#path)) return 0;
    return readFileSync(this.#path, 'utf8')
      .split('\n')
      .filter((line) => line === String(parcel)).length;
  }
}
