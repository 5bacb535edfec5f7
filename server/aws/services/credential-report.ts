/**
 * IAM's credential report, one record a user, with AWS's names of the columns.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 * @throws when the report has not the form that AWS documents
 */
export function readCredentialReport(content: Uint8Array | undefined): Record<string, string>[] {
  const [header, ...rows] = new TextDecoder()
    .decode(content)
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map(fieldsOf);
  if (header?.[0] !== 'user' || header[1] !== 'arn') throw new Error('The credential report has no columns.');
  return rows.map((row) => {
    const fields = rejoinNames(row, header.length);
    return Object.fromEntries(header.map((column, index) => [column, fields[index] ?? '']));
  });
}

/** The fields of a line of CSV. A line break within quotes cannot occur: no value of the report can hold one. */
function fieldsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}

/** A user's name may have commas, in the first column and again in the second, and AWS does not say that it quotes. */
function rejoinNames(fields: string[], columns: number): string[] {
  const commas = (fields.length - columns) / 2;
  if (!Number.isInteger(commas) || commas < 0) throw new Error('A line of the credential report is not understood.');
  const rest = fields.slice(2 * (commas + 1));
  return [fields.slice(0, commas + 1).join(','), fields.slice(commas + 1, 2 * (commas + 1)).join(','), ...rest];
}
