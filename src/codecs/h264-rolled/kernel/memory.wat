  ;; Where things are in the memory. What has one size has its place here; what goes by the size of the picture comes
  ;; behind `tables`, where `layOut` puts it.

  (memory (export "memory") 1)

  ;; Tables that kernel-tables.ts fills in. Codes have their length in the upper 16 bits.
  ;; For each Intra4x4PredMode: which neighbours, which means of two, which weighted means of three stand where
  (global $modeTable (export "modeTable") i32 (i32.const 1024))
  ;; coeff_token by table, TotalCoeff, TrailingOnes; the tables: nC below 2, 4, 8, of chroma DC, and from 8 on
  (global $tokens (export "tokens") i32 (i32.const 2048))
  (global $tokensOfChromaDc i32 (i32.const 2864))
  (global $tokensFrom8 i32 (i32.const 3136))
  ;; total_zeros by TotalCoeff and itself, of blocks and of chroma DC
  (global $totalZeros (export "totalZeros") i32 (i32.const 3584))
  (global $totalZerosOfChromaDc (export "totalZerosOfChromaDc") i32 (i32.const 4608))
  ;; run_before by zerosLeft, at most 7, and itself
  (global $runBefore (export "runBefore") i32 (i32.const 4928))
  ;; codeNum of coded_block_pattern
  (global $patternCodes (export "patternCodes") i32 (i32.const 5440))
  ;; Quantisers: 16 factors and 16 scales in words, then rounding and shift (transform.wat)
  (global $lumaQuantiser (export "lumaQuantiser") i32 (i32.const 5504))
  (global $chromaQuantiser (export "chromaQuantiser") i32 (i32.const 5584))

  ;; What a macroblock needs while it is coded
  ;; Intra4x4PredModes: five rows of eight bytes, with those of the neighbours above and at the left
  (global $grid i32 (i32.const 5696))
  ;; Predictions of a whole macroblock: 16 rows by Intra16x16PredMode; 8 rows of Cb and Cr by intra_chroma_pred_mode
  (global $wholes i32 (i32.const 5760))
  (global $chromas i32 (i32.const 6784))
  ;; Coefficients of 16 blocks, and their DC ones in words of 32 bits
  (global $coefficients i32 (i32.const 7296))
  (global $dc i32 (i32.const 7808))
  ;; What the macroblock at the left leaves: 4 modes, how many levels its 4 blocks of luma, 2 of Cb, 2 of Cr have
  (global $before i32 (i32.const 7872))
  (global $picture i32 (i32.const 8192))

  (global $columns (mut i32) (i32.const 0))
  (global $rows (mut i32) (i32.const 0))
  (global $sourceLuma (export "sourceLuma") (mut i32) (i32.const 0))
  (global $sourceCb (export "sourceCb") (mut i32) (i32.const 0))
  (global $sourceCr (export "sourceCr") (mut i32) (i32.const 0))
  (global $decodedLuma (export "decodedLuma") (mut i32) (i32.const 0))
  (global $decodedCb (export "decodedCb") (mut i32) (i32.const 0))
  (global $decodedCr (export "decodedCr") (mut i32) (i32.const 0))
  ;; By macroblock: 0 for Intra 4×4, 1 for Intra 16×16, 2 for I_PCM; Intra4x4PredMode of 16 blocks, or
  ;; Intra16x16PredMode in the first one's place; intra_chroma_pred_mode; CodedBlockPattern, luma's four bits, then
  ;; chroma's two; levels in scanning order, as words, of 16 blocks of luma, luma's DC, chroma's DC, 4 + 4 blocks of chroma
  (global $kinds (export "kinds") (mut i32) (i32.const 0))
  (global $modes (mut i32) (i32.const 0))
  (global $chromaModes (mut i32) (i32.const 0))
  (global $patterns (mut i32) (i32.const 0))
  (global $levels (mut i32) (i32.const 0))
  ;; What the macroblocks above leave, twelve bytes each, as $before
  (global $above (mut i32) (i32.const 0))
  ;; Bytes of a row of macroblocks as they are written
  (global $bytes (export "bytes") (mut i32) (i32.const 0))

  ;; Lays out a picture; returns where it ends.
  (func (export "layOut") (param $columns i32) (param $rows i32) (result i32)
    (local $count i32)
    (local.set $count (i32.mul (local.get $columns) (local.get $rows)))
    (global.set $columns (local.get $columns))
    (global.set $rows (local.get $rows))
    (global.set $sourceLuma (global.get $picture))
    (global.set $sourceCb (i32.add (global.get $sourceLuma) (i32.shl (local.get $count) (i32.const 8))))
    (global.set $sourceCr (i32.add (global.get $sourceCb) (i32.shl (local.get $count) (i32.const 6))))
    (global.set $decodedLuma (i32.add (global.get $sourceCr) (i32.shl (local.get $count) (i32.const 6))))
    (global.set $decodedCb (i32.add (global.get $decodedLuma) (i32.shl (local.get $count) (i32.const 8))))
    (global.set $decodedCr (i32.add (global.get $decodedCb) (i32.shl (local.get $count) (i32.const 6))))
    (global.set $levels (i32.add (global.get $decodedCr) (i32.shl (local.get $count) (i32.const 6))))
    (global.set $modes (i32.add (global.get $levels) (i32.mul (local.get $count) (i32.const 816))))
    (global.set $kinds (i32.add (global.get $modes) (i32.shl (local.get $count) (i32.const 4))))
    (global.set $chromaModes (i32.add (global.get $kinds) (local.get $count)))
    (global.set $patterns (i32.add (global.get $chromaModes) (local.get $count)))
    (global.set $above (i32.add (global.get $patterns) (local.get $count)))
    (global.set $bytes (i32.add (global.get $above) (i32.mul (local.get $columns) (i32.const 12))))
    ;; No macroblock takes more than 4,096 bytes; what ends a slice comes behind the last one.
    (i32.add
      (i32.add (global.get $bytes) (i32.shl (local.get $columns) (i32.const 12)))
      (i32.const 64)))
