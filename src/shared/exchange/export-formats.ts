/** What a history is written as; docs/export.md. */
export const EXPORT_FORMATS = ['csv', 'libreview', 'clarity', 'nightscout', 'fhir', 'archive'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Those in which the statement about dosing stands itself; of the others it is told beside the file. */
export const STATES_LIMITS: Record<ExportFormat, boolean> = {
  csv: false,
  libreview: false,
  clarity: false,
  nightscout: false,
  fhir: true,
  archive: true,
};

/** How a file of a format usually ends. */
export const FILE_ENDINGS: Record<ExportFormat, string> = {
  csv: 'csv',
  libreview: 'csv',
  clarity: 'csv',
  nightscout: 'json',
  fhir: 'json',
  archive: 'jsonl',
};
