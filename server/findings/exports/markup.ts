/** Text that is HTML. Only `html` makes it, so that nothing gets into a page unescaped. */
export interface Markup {
  readonly markup: string;
}

type Piece = string | number | Markup | readonly Markup[];

/** A template for HTML that escapes all that is put into it, save what is HTML already. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return { markup: String.raw({ raw: parts }, ...pieces.map(markupOf)) };
}

function markupOf(piece: Piece): string {
  if (typeof piece === 'number') return String(piece);
  if (typeof piece === 'string') return piece.replaceAll(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
  return 'markup' in piece ? piece.markup : piece.map(({ markup }) => markup).join('');
}
