/** A text in which what stands between backquotes is code. */
export function InCode({ text }: { text: string }) {
  return text.split('`').map((piece, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces have no other identity than their place
    index % 2 === 1 ? <code key={index}>{piece}</code> : piece,
  );
}
