/** Says in the file's header that it is ours ("Gluc"). */
export const APPLICATION_ID = 0x476c7563;

/** What other programs read: the same columns and rows, in whatever form the readings stand. */
const dataGlucose = ({
  at,
  local,
  from,
}: {
  at: string;
  local: string;
  from: string;
}): string => `-- For reporting tools, some of which carry an old SQLite: no function younger than STRICT tables (3.37).
CREATE VIEW data_glucose AS
SELECT
  'LIBRE-' || PatientId || '-' || at AS Guid,
  PatientId,
  FirstName,
  LastName,
  round(mgdl / 18.0, 1) AS ValueMmol,
  mgdl AS ValueMgdl,
  trend AS TrendArrow,
  CASE trend WHEN 1 THEN 'falling_fast' WHEN 2 THEN 'falling' WHEN 3 THEN 'stable' WHEN 4 THEN 'rising'
    WHEN 5 THEN 'rising_fast' END AS TrendLabel,
  color AS MeasurementColor,
  band AS ColorLabel,
  band = 'high' AS IsHigh,
  band = 'low' AS IsLow,
  sensor AS SensorSn,
  CAST(strftime('%m', local, 'unixepoch') AS INTEGER) || '/' || CAST(strftime('%d', local, 'unixepoch') AS INTEGER)
    || strftime('/%Y ', local, 'unixepoch') || (((local / 3600) % 24 + 11) % 12 + 1)
    || strftime(':%M:%S ', local, 'unixepoch') || iif((local / 3600) % 24 < 12, 'AM', 'PM') AS DeviceTimestamp,
  CAST(strftime('%m', at, 'unixepoch') AS INTEGER) || '/' || CAST(strftime('%d', at, 'unixepoch') AS INTEGER)
    || strftime('/%Y ', at, 'unixepoch') || (((at / 3600) % 24 + 11) % 12 + 1)
    || strftime(':%M:%S ', at, 'unixepoch') || iif((at / 3600) % 24 < 12, 'AM', 'PM') AS FactoryTimestamp,
  target_low AS TargetLow,
  target_high AS TargetHigh,
  'glucoglance' AS Package,
  source AS Module,
  strftime('%Y-%m-%dT%H:%M:%SZ', at + created, 'unixepoch') AS CreateTime
FROM (
  SELECT
    ${at}, reading.mgdl, reading.trend, reading.color, reading.created,
    ${local} + context.zone + reading.drift AS local,
    context.source, context.sensor, context.target_low, context.target_high,
    CASE
      WHEN context.off_scale = 'HI' THEN 'high'
      WHEN context.off_scale = 'LO' THEN 'low'
      WHEN reading.mgdl > coalesce(context.target_high, 180) THEN 'high'
      WHEN reading.mgdl < coalesce(context.target_low, 70) THEN 'low'
      ELSE 'in_range'
    END AS band,
    patient.patient_id AS PatientId, patient.first_name AS FirstName, patient.last_name AS LastName
  FROM ${from}
  JOIN context ON context.id = reading.context
);
`;

/**
 * Compact on purpose: a reading is small integers only; what repeats (source, sensor, zone, target)
 * stands once in `context`. Each fact there names the source it came from, so that merging several sources of one
 * instant gives the same row in any order. The CHECKs let quick_check find damaged values.
 */
const FIRST = `
CREATE TABLE patient (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,              -- the service we heard of them from: librelinkup
  account TEXT,                      -- which of our accounts there; null while there is one
  patient_id TEXT NOT NULL UNIQUE,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  target_low INTEGER,
  target_high INTEGER,
  unit TEXT CHECK (unit IN ('mmol', 'mgdl')),  -- what their account shows; readings are mg/dL all the same
  CHECK ((target_low IS NULL) = (target_high IS NULL))
) STRICT;

CREATE TABLE context (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,              -- of value, trend, colour and off_scale
  off_scale TEXT CHECK (off_scale IN ('HI', 'LO')),
  sensor TEXT,
  sensor_from TEXT,
  zone INTEGER,                      -- the wearer's clock minus UTC, seconds, to the quarter of an hour
  zone_from TEXT,
  target_low INTEGER,
  target_high INTEGER,
  target_from TEXT,
  CHECK ((sensor IS NULL) = (sensor_from IS NULL)),
  CHECK ((zone IS NULL) = (zone_from IS NULL)),
  CHECK ((target_low IS NULL) = (target_from IS NULL) AND (target_high IS NULL) = (target_from IS NULL))
) STRICT;

CREATE TABLE reading (
  patient INTEGER NOT NULL REFERENCES patient,
  at INTEGER NOT NULL CHECK (at > 0),                      -- UTC seconds
  mgdl INTEGER NOT NULL CHECK (mgdl BETWEEN 1 AND 1000),
  trend INTEGER CHECK (trend BETWEEN 1 AND 5),
  color INTEGER,
  context INTEGER NOT NULL REFERENCES context,
  drift INTEGER NOT NULL,                                  -- the wearer's clock minus its zone's time, seconds
  created INTEGER NOT NULL,                                -- seconds from measurement to insertion
  PRIMARY KEY (patient, at)
) STRICT, WITHOUT ROWID;

${dataGlucose({
  at: 'reading.at',
  local: 'reading.at',
  from: `reading
  JOIN patient ON patient.id = reading.patient`,
})}`;

/** What the alarms decided, and when they were at work; instants in UTC milliseconds. */
const JOURNAL = `
CREATE TABLE alarm (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL CHECK (at > 0),
  patient INTEGER REFERENCES patient,  -- null: about the program
  kind TEXT NOT NULL,
  decision TEXT NOT NULL,
  reason TEXT NOT NULL,
  mgdl INTEGER CHECK (mgdl BETWEEN 1 AND 1000),
  measured INTEGER,
  sound INTEGER NOT NULL CHECK (sound IN (0, 1)),
  since INTEGER,
  until INTEGER,
  by TEXT
) STRICT;

CREATE INDEX alarm_at ON alarm (at);

CREATE TABLE watched (
  started INTEGER PRIMARY KEY,
  ended INTEGER NOT NULL CHECK (ended >= started)
) STRICT;
`;

/**
 * Imports, and which readings came with them: `context` says it, so that a reading takes no more room. Two imports may
 * have the same reading; it belongs to the one that stored it, and the others are in `also_imported`.
 */
const IMPORTS = `
CREATE TABLE import (
  id INTEGER PRIMARY KEY AUTOINCREMENT,      -- never given again, so that nobody takes back another one
  at INTEGER NOT NULL CHECK (at > 0),        -- UTC milliseconds
  hash TEXT NOT NULL,                        -- SHA-256 of the file, which is known again by it alone
  format TEXT NOT NULL,
  layout TEXT NOT NULL,
  unit TEXT NOT NULL CHECK (unit IN ('mmol', 'mgdl')),
  unit_basis TEXT NOT NULL,
  date_order TEXT,                           -- null where the file has instants
  date_order_basis TEXT,
  zone TEXT,
  first INTEGER,                             -- of its readings, UTC seconds; null where it has none
  last INTEGER,
  rows INTEGER NOT NULL,
  inserted INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  conflicts INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  CHECK ((date_order IS NULL) = (date_order_basis IS NULL)),
  CHECK ((first IS NULL) = (last IS NULL))
) STRICT;

ALTER TABLE context ADD COLUMN import INTEGER REFERENCES import ON DELETE SET NULL;  -- null: heard
ALTER TABLE context ADD COLUMN scan INTEGER NOT NULL DEFAULT 0 CHECK (scan IN (0, 1));  -- no part of the statistics

CREATE TABLE also_imported (
  patient INTEGER NOT NULL,
  at INTEGER NOT NULL,
  import INTEGER NOT NULL REFERENCES import ON DELETE CASCADE,
  PRIMARY KEY (patient, at, import),
  FOREIGN KEY (patient, at) REFERENCES reading ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
`;

/**
 * A reading under one number instead of two, which takes a tenth less room and time: the person's times 2^33 and the UTC
 * second (`reading-table.ts`). What stood in the old table is written into the new one.
 */
const KEYS = `
DROP VIEW data_glucose;
-- Else a view or a trigger that somebody has made of readings or of data_glucose would be in the way.
PRAGMA legacy_alter_table = ON;
ALTER TABLE reading RENAME TO former_reading;
ALTER TABLE also_imported RENAME TO former_also_imported;
PRAGMA legacy_alter_table = OFF;

CREATE TABLE reading (
  key INTEGER PRIMARY KEY,                                 -- patient << 33 | UTC second
  mgdl INTEGER NOT NULL CHECK (mgdl BETWEEN 1 AND 1000),
  trend INTEGER CHECK (trend BETWEEN 1 AND 5),
  color INTEGER,
  context INTEGER NOT NULL REFERENCES context,
  drift INTEGER NOT NULL,                                  -- the wearer's clock minus its zone's time, seconds
  created INTEGER NOT NULL                                 -- seconds from measurement to insertion
) STRICT;

CREATE TABLE also_imported (
  patient INTEGER NOT NULL REFERENCES patient,
  at INTEGER NOT NULL,
  import INTEGER NOT NULL REFERENCES import ON DELETE CASCADE,
  reading INTEGER AS (patient << 33 | at) REFERENCES reading ON DELETE CASCADE,
  PRIMARY KEY (patient, at, import)
) STRICT, WITHOUT ROWID;

CREATE INDEX also_imported_reading ON also_imported (reading);

INSERT INTO reading SELECT patient << 33 | at, mgdl, trend, color, context, drift, created
FROM former_reading WHERE at < 1 << 33 ORDER BY patient, at;
INSERT INTO also_imported SELECT patient, at, import FROM former_also_imported WHERE at < 1 << 33;
DROP TABLE former_also_imported;
DROP TABLE former_reading;

${dataGlucose({
  at: 'reading.key & 8589934591 AS at',
  local: '(reading.key & 8589934591)',
  from: `patient
  CROSS JOIN reading ON reading.key BETWEEN patient.id << 33 AND (patient.id << 33) + 8589934591`,
})}`;

/** One step per version, oldest first; a step, once released, never changes. */
export const MIGRATIONS: readonly string[] = [FIRST, JOURNAL, IMPORTS, KEYS];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** Statements that together name every table and column there is. */
export const PROBES: readonly string[] = [
  'SELECT * FROM data_glucose',
  'SELECT source, account, target_low, target_high, unit FROM patient',
  'SELECT sensor_from, zone_from, target_from FROM context',
  'SELECT at, patient, kind, decision, reason, mgdl, measured, sound, since, until, by FROM alarm',
  'SELECT started, ended FROM watched',
  `SELECT id, at, hash, format, layout, unit, unit_basis, date_order, date_order_basis, zone, first, last, rows,
     inserted, duplicates, conflicts, skipped FROM import`,
  'SELECT import, scan FROM context',
  'SELECT patient, at, import, reading FROM also_imported',
  'SELECT key FROM reading',
];
