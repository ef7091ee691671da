// GIF89a, appendix F: variable-length-code LZW.

/** Of a place in a palette. */
const CODE_SIZE = 8;
const CLEAR = 1 << CODE_SIZE;
const END = CLEAR + 1;
const FIRST_FREE = CLEAR + 2;
const MOST_BITS = 12;
const MOST_CODES = 1 << MOST_BITS;
/** What other writers put into a block, one less than it may hold. */
const BLOCK = 254;

/** Four times as many slots as there are codes: nearly each one is found at once. */
const SLOT_BITS = MOST_BITS + 2;
const SLOTS = 1 << SLOT_BITS;
/** No code goes on from the last one, so that none is this. */
const EMPTY = -1;

/**
 * Packs places in a palette of up to 256 colours, a byte each, as a GIF has them behind an image's descriptor. In three
 * steps whose variables no function shares: those are slow.
 */
export function packLzw(places: Uint8Array): Uint8Array<ArrayBuffer> {
  return inBlocks(packCodes(codesOf(places)));
}

/** What places become, from the first `CLEAR` to the end. */
function codesOf(places: Uint8Array): Uint16Array {
  // At most one a place, and one where the table is full.
  const codes = new Uint16Array(places.length + Math.ceil(places.length / 1024) + 4);
  // Of 20 and 12 bits: code and place, and what code both together have.
  const known = new Int32Array(SLOTS).fill(EMPTY);
  let free = FIRST_FREE;
  codes[0] = CLEAR;
  let count = 1;
  let code = places[0] ?? 0;
  for (let n = 1; n < places.length; n++) {
    const place = places[n] ?? 0;
    const key = (code << CODE_SIZE) | place;
    let slot = Math.imul(key, 0x9e3779b1) >>> (32 - SLOT_BITS);
    let entry = known[slot] ?? EMPTY;
    while (entry !== EMPTY && entry >>> MOST_BITS !== key) {
      slot = (slot + 1) & (SLOTS - 1);
      entry = known[slot] ?? EMPTY;
    }
    if (entry !== EMPTY) {
      code = entry & (MOST_CODES - 1);
      continue;
    }
    codes[count++] = code;
    code = place;
    if (free < MOST_CODES) known[slot] = (key << MOST_BITS) | free++;
    else {
      codes[count++] = CLEAR;
      known.fill(EMPTY);
      free = FIRST_FREE;
    }
  }
  codes[count++] = code;
  codes[count++] = END;
  return codes.subarray(0, count);
}

/** Each has as many bits as its reader, who knows a code less than its writer, needs for any that may come. */
function packCodes(codes: Uint16Array): Uint8Array {
  const packed = new Uint8Array(Math.ceil((codes.length * MOST_BITS) / 8));
  let free = FIRST_FREE;
  let bits = CODE_SIZE + 1;
  let held = 0;
  let heldBits = 0;
  let end = 0;
  for (let n = 0; n < codes.length; n++) {
    const code = codes[n] ?? 0;
    held |= code << heldBits;
    for (heldBits += bits; heldBits >= 8; heldBits -= 8) {
      packed[end++] = held;
      held >>>= 8;
    }
    if (code === CLEAR) {
      free = FIRST_FREE;
      bits = CODE_SIZE + 1;
    } else if (free++ >> bits > 0 && bits < MOST_BITS) bits++;
  }
  if (heldBits > 0) packed[end++] = held;
  return packed.subarray(0, end);
}

/** Each behind its length; the last has none. */
function inBlocks(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const count = Math.ceil(data.length / BLOCK);
  const blocks = new Uint8Array(data.length + count + 2);
  blocks[0] = CODE_SIZE;
  for (let n = 0; n < count; n++) {
    const block = data.subarray(n * BLOCK, (n + 1) * BLOCK);
    const at = 1 + n * (BLOCK + 1);
    blocks[at] = block.length;
    blocks.set(block, at + 1);
  }
  return blocks;
}
