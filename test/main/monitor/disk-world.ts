import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { ada } from '../../../src/main/simulator/people.ts';
import { isRecording, type AppState } from '../../../src/shared/state/app-state.ts';
import { fileToImport, libreviewFile } from '../../support/file-to-import.ts';
import { PlayedHistory } from '../../support/played-history.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { troubledDisk, type TroubledDisk } from '../../support/troubled-disk.ts';
import { AlarmedWorld, STEADY } from '../alarms/alarmed-world.ts';
import { MINUTE, START } from './served-world.ts';

/** What can be wrong with the disk of the data folder. */
export const TROUBLES = ['hung', 'slow', 'full', 'readOnly', 'gone', 'empty', 'older'] as const;
export type Trouble = (typeof TROUBLES)[number];
/** Played by how the disk answers, and not by a disk. */
export const PLAYED: readonly Trouble[] = ['hung', 'slow'];

/** Where a disk that is slow takes so long for each thing. */
const SLOW_MS = MINUTE;
const IMPORTED_ROWS = 200;

/** A live reading that was heard, and by which run of the program. */
interface Heard {
  at: number;
  heardAt: number;
  run: number;
}

/** Somebody who is followed, with alarms, on a disk that can be in every trouble; days pass in seconds. */
export class DiskWorld extends AlarmedWorld {
  readonly played: PlayedHistory;
  readonly disk: TroubledDisk | null;
  readonly #heard = new Map<number, Heard>();
  /** What is on disks that came in the place of the first one, and went with what was recorded there. */
  readonly elsewhere = new Set<number>();
  /** When it was first said since `begin` that something is the matter with the disk; and what was on one that is full. */
  said: { at: number; stored: readonly number[] } | null = null;
  run = 1;
  #trouble: Trouble | null = null;

  /** null: these troubles need a disk of its own, and mounting is not allowed here. */
  static of(troubles: readonly Trouble[]): DiskWorld | null {
    const arePlayed = troubles.every((trouble) => PLAYED.includes(trouble));
    const disk = arePlayed ? null : troubledDisk(onTestFinished);
    return disk === null && !arePlayed ? null : new DiskWorld(disk);
  }

  private constructor(disk: TroubledDisk | null) {
    const played = new PlayedHistory();
    super({
      scenario: STEADY,
      start: START,
      dataDir: disk?.folder ?? temporaryDirectory(),
      history: { open: played.open, isBusy: () => played.isBusy() },
    });
    this.played = played;
    this.disk = disk;
    this.onEvent = (event) => {
      const at = this.world.clock.now();
      if (event.type === 'reading') this.#hear(event.reading.measuredAt, at);
      else if (event.type === 'state') this.#see(event.state, at);
    };
  }

  /** In the order in which they were first heard. */
  get heard(): Heard[] {
    return [...this.#heard.values()];
  }

  #hear(at: number, heardAt: number): void {
    if (!this.#heard.has(at)) this.#heard.set(at, { at, heardAt, run: this.run });
  }

  #see(state: AppState, at: number): void {
    if (this.#trouble === null || this.said !== null || state.storage === null) return;
    // Others cannot be read by somebody else at just that moment.
    const stored = this.#trouble === 'full' ? this.stored('live') : [];
    this.said = { at, stored };
  }

  begin(trouble: Trouble): void {
    const { disk, played } = this;
    this.#trouble = trouble;
    this.said = null;
    if (trouble === 'hung') played.pace = 'hung';
    else if (trouble === 'slow') played.pace = { eachTakes: SLOW_MS };
    else if (trouble === 'full') disk!.fill();
    else if (trouble === 'readOnly') disk!.makeReadOnly();
    else if (trouble === 'gone') disk!.takeAway();
    else disk!.replace(trouble);
  }

  end(trouble: Trouble): void {
    this.#trouble = null;
    if (PLAYED.includes(trouble)) this.played.pace = 'well';
    else if (trouble === 'full') this.disk!.makeRoom();
    else {
      if (trouble === 'empty' || trouble === 'older')
        for (const at of this.stored('live')) this.elsewhere.add(at);
      this.disk!.putBack();
    }
  }

  async again(how: 'restart' | 'kill'): Promise<void> {
    if (how === 'kill') this.played.kill();
    await this.stop();
    // What a history gives back when it is closed is taken too.
    if (this.#trouble === 'full') this.disk!.fill();
    this.run += 1;
    this.world.renew();
    this.alarms = this.watch();
    await this.start();
  }

  /** Months of somebody's readings, of a time before all else. */
  importSome(): Promise<{ ok: boolean }> {
    const rows = Array.from({ length: IMPORTED_ROWS }, (_, i) => [i * 5, 100] as const);
    const { patientId, firstName, lastName } = ada;
    const people = [{ patientId, firstName, lastName }];
    const file = fileToImport(libreviewFile(rows), { dateOrder: 'dmy' }, { people, now: Date.UTC(2100, 0) });
    return this.world.profile.history.ask('importFile', file);
  }

  /** What is on the disk that is there now, whoever wrote it. */
  stored(source: 'live' | 'import' | 'any'): number[] {
    const path = join(this.world.dataDir, 'history.db');
    if (!existsSync(path)) return [];
    const db = new Database(path, { readonly: true });
    try {
      return db
        .prepare<[string, string], number>(
          `SELECT (key & 0x1ffffffff) * 1000 FROM reading JOIN context ON context.id = reading.context
           WHERE ? IN (context.source, 'any') AND (context.source <> 'import' OR ? = 'import') ORDER BY key`,
        )
        .pluck()
        .all(source, source);
    } finally {
      db.close();
    }
  }

  get isRecording(): boolean {
    return isRecording(this.world.monitor.state);
  }

  static readonly importedRows = IMPORTED_ROWS;
}
