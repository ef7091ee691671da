/** How bytes cross between a page and its test: as a list of numbers they take twenty times as long. */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  // As many as a function takes for its arguments.
  for (let at = 0; at < bytes.length; at += 8192)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
  return btoa(parts.join(''));
}

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
