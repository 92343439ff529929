import Database from 'better-sqlite3';

/**
 * Uses an open history that no other program has open, and that none can open meanwhile: what it knows of the numbers of
 * people and facts would be wrong afterwards, and what it records would be somebody else's. Without a log, which would
 * keep what was.
 *
 * @returns null where another program has it open; then it is as it was. Afterwards it is to be opened anew
 */
export function alone<T>(db: Database.Database, use: () => T): T | null {
  // First: the lock that leaving WAL mode takes is then kept, and nobody comes in between.
  db.pragma('locking_mode = EXCLUSIVE');
  try {
    return leavesLog(db) ? use() : null;
  } finally {
    db.pragma('locking_mode = NORMAL');
  }
}

function leavesLog(db: Database.Database): boolean {
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
    // In memory there is neither a log nor anybody else.
    return db.pragma('journal_mode = DELETE', { simple: true }) !== 'wal';
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return false;
    throw error;
  }
}
