/** A line of CSV with its line end, RFC 4180. What is no text is JSON; null and undefined are empty. */
export function csvLine(values: readonly unknown[]): string {
  return `${values.map(cell).join(',')}\r\n`;
}

/**
 * Names and tags come from whoever may write to the account. A spreadsheet would take a text that begins like a formula
 * for one: https://owasp.org/www-community/attacks/CSV_Injection
 */
function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
