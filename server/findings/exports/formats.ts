import type { ExportFormat } from './api.ts';
import { writeAsff } from './asff.ts';
import { writeCsv } from './csv.ts';
import { writeJson } from './json.ts';
import { writeOcsf } from './ocsf.ts';
import { writeReport } from './report.ts';
import { writeSarif } from './sarif.ts';
import type { FindingSource } from './source.ts';

interface Format {
  contentType: string;
  fileName: string;
  write(source: FindingSource): AsyncGenerator<string>;
}

/** What findings can be exported as. */
export const formats: Readonly<Record<ExportFormat, Format>> = {
  csv: { contentType: 'text/csv; charset=utf-8', fileName: 'findings.csv', write: writeCsv },
  json: { contentType: 'application/json', fileName: 'findings.json', write: writeJson },
  html: { contentType: 'text/html; charset=utf-8', fileName: 'findings.html', write: writeReport },
  sarif: { contentType: 'application/sarif+json', fileName: 'findings.sarif', write: writeSarif },
  ocsf: { contentType: 'application/json', fileName: 'findings.ocsf.json', write: writeOcsf },
  asff: { contentType: 'application/json', fileName: 'findings.asff.json', write: writeAsff },
};
