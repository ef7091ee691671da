import fc from 'fast-check';

/** ASCII, surrogates that stand alone, and everything else. */
const codePoint = fc.oneof(
  fc.nat(0x7f),
  fc.integer({ min: 0xd800, max: 0xdfff }),
  fc.nat(0x10ffff),
);

/**
 * Text of any code points. fast-check's own, `unit: 'binary'`, spends 1.7 s on a table of them all
 * in each file that asks for it.
 */
export function anyText(
  length: { readonly minLength?: number; readonly maxLength?: number } = {},
): fc.Arbitrary<string> {
  const anything = fc.array(codePoint, length).map((points) => String.fromCodePoint(...points));
  // Its strings include those that objects know by themselves, such as `__proto__`.
  return fc.oneof({ weight: 9, arbitrary: anything }, { weight: 1, arbitrary: fc.string(length) });
}
