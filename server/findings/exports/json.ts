import type { ExportedFinding } from './api.ts';
import type { FindingSource } from './source.ts';

/** CloudCoreo's own findings, with evidence and mend, as one JSON array. */
export function writeJson(source: FindingSource): AsyncGenerator<string> {
  return jsonArray(source.pages(), (finding) => finding);
}

/** A JSON array with an item a finding, a line each. */
export async function* jsonArray(
  pages: AsyncIterable<readonly ExportedFinding[]>,
  toItem: (finding: ExportedFinding) => unknown,
): AsyncGenerator<string> {
  yield '[';
  let separator = '\n';
  for await (const page of pages) {
    for (const finding of page) {
      yield separator + JSON.stringify(toItem(finding));
      separator = ',\n';
    }
  }
  yield '\n]\n';
}
