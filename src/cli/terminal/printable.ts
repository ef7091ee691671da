/**
 * What a terminal would act on instead of showing it: control characters (escape sequences, also
 * those of one byte, U+0080 to U+009F), line and paragraph separators, and what turns the direction
 * of text around, so that a name reads as another one (U+202E: "gpj.exe" as "exe.jpg").
 */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/gu;

/** Names and contents of files may hold anything: one line, with what can't be shown as `\u{1b}`. */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, (each) => `\\u{${hex(each)}}`);
}

/** JSON in one line that means the same, with what a terminal would act on as `\u001b`. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    UNPRINTABLE,
    (each) => `\\u${hex(each).padStart(4, '0')}`,
  );
}

function hex(character: string): string {
  return character.codePointAt(0)?.toString(16) ?? '';
}
