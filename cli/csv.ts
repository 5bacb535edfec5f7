/** A line of CSV (RFC 4180) with its line end. */
export function csvLine(values: readonly string[]): string {
  return `${values.map(csvValue).join(',')}\r\n`;
}

/**
 * A spreadsheet takes a value that begins with one of these for a formula, and a bucket's tag could then run one at
 * whoever opens the list (https://owasp.org/www-community/attacks/CSV_Injection). An apostrophe makes it a text.
 */
const startsFormula = /^[=+\-@\t\r]/;

function csvValue(value: string): string {
  const text = startsFormula.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
