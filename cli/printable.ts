/**
 * Control characters (C0, DEL, C1), and what is invisible or turns the direction of text. Names, tags and messages come
 * from AWS accounts: whoever may name a bucket could otherwise move the cursor, hide text, or write to the clipboard of
 * whoever lists it in a terminal.
 */
const unprintable = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/**
 * Escape sequences whole, so that no "[31m" stays behind. Linear: Node's stripVTControlCharacters takes 20 s for 100 kB
 * of unfinished sequences.
 */
const sequences = /\p{Cc}\[[0-?]*[ -/]*[@-~]|\p{Cc}\][^\p{Cc}]*\p{Cc}\\?/gu;

/** A text on one line, without anything that a terminal obeys. */
export function printableLine(text: string): string {
  return text
    .replace(/[\r\n\t\u2028\u2029]+/g, ' ')
    .replace(sequences, '')
    .replace(unprintable, '');
}

/** As `printableLine`, with its line breaks kept. */
export function printableText(text: string): string {
  return text
    .split(/\r\n|\n/)
    .map(printableLine)
    .join('\n');
}

/** The same JSON with every character that a terminal could obey written as an escape. JSON.stringify leaves many. */
export function printableJson(json: string): string {
  return json.replace(unprintable, (character) => {
    // Between values these are white space; in a text JSON has them as escapes already.
    if (/[\n\r\t]/.test(character)) return character;
    // A code unit each: JSON escapes characters beyond U+FFFF as two.
    return character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join('');
  });
}
