const format = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });

/** “3 Jan 2030”, where the browser is. */
export function dateWords(at: string): string {
  const parts = Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  return `${parts.day} ${parts.month} ${parts.year}`;
}
