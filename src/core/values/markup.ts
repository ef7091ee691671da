const NAMES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' } as const;

/** Text as it stands in an element of XML or HTML, or in an attribute between double quotes. */
export function escapeMarkup(text: string): string {
  return text.replaceAll(/[&<>"]/g, (character) => NAMES[character as keyof typeof NAMES]);
}
