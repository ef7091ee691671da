/** Newer than TypeScript's library. */
interface Base64Bytes extends Uint8Array {
  readonly toBase64?: () => string;
}

/**
 * Browsers before the middle of 2025 have no `toBase64`; there a FileReader encodes natively, but leaves
 * memory behind for each of its Blobs.
 */
export async function toBase64(bytes: Base64Bytes): Promise<string> {
  return bytes.toBase64?.() ?? readAsBase64(new Blob([bytes.slice()]));
}

function readAsBase64(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(base64Of(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('the bytes could not be read'));
    reader.readAsDataURL(blob);
  });
}

/** A data URL without what stands before its comma; empty for no bytes. */
function base64Of(url: FileReader['result']): string {
  return typeof url === 'string' ? url.slice(url.indexOf(',') + 1) : '';
}
