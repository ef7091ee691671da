  ;; Transforms of residuals, 4×4 samples at a time, as words of 16 bits: two rows in a vector. After the forward
  ;; transform rows and columns have changed places, and the inverse one changes them back: it goes along rows first
  ;; (8.5.12.2).

  (func $transpose (param $ab v128) (param $cd v128) (result v128 v128)
    (i8x16.shuffle 0 1 8 9 16 17 24 25 2 3 10 11 18 19 26 27 (local.get $ab) (local.get $cd))
    (i8x16.shuffle 4 5 12 13 20 21 28 29 6 7 14 15 22 23 30 31 (local.get $ab) (local.get $cd)))

  ;; a + b + c + d, 2a + b - c - 2d | a - b - c + d, a - 2b + 2c - d
  (func $forwardAcross (param $ab v128) (param $cd v128) (result v128 v128)
    (local $sums v128) (local $differences v128) (local $outer v128) (local $inner v128)
    (local.set $cd
      (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $cd) (local.get $cd)))
    (local.set $sums (i16x8.add (local.get $ab) (local.get $cd)))
    (local.set $differences (i16x8.sub (local.get $ab) (local.get $cd)))
    (local.set $outer
      (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $sums) (local.get $differences)))
    (local.set $inner
      (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $sums) (local.get $differences)))
    (i16x8.add
      (i16x8.mul (local.get $outer) (v128.const i16x8 1 1 1 1 2 2 2 2))
      (local.get $inner))
    (i16x8.sub
      (local.get $outer)
      (i16x8.mul (local.get $inner) (v128.const i16x8 1 1 1 1 2 2 2 2))))

  (func $forward (param $ab v128) (param $cd v128) (result v128 v128)
    (call $forwardAcross
      (call $transpose (call $forwardAcross (local.get $ab) (local.get $cd)))))

  ;; a + c + b + d/2, a - c + b/2 - d | a - c - b/2 + d, a + c - b - d/2
  (func $inverseAcross (param $ab v128) (param $cd v128) (result v128 v128)
    (local $sums v128) (local $differences v128) (local $even v128) (local $odd v128) (local $last v128)
    (local.set $sums
      (i16x8.add
        (local.get $ab)
        (i8x16.shuffle 0 1 2 3 4 5 6 7 24 25 26 27 28 29 30 31
          (local.get $cd)
          (i16x8.shr_s (local.get $cd) (i32.const 1)))))
    (local.set $differences
      (i16x8.sub
        (i8x16.shuffle 0 1 2 3 4 5 6 7 24 25 26 27 28 29 30 31
          (local.get $ab)
          (i16x8.shr_s (local.get $ab) (i32.const 1)))
        (local.get $cd)))
    (local.set $even
      (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $sums) (local.get $differences)))
    (local.set $odd
      (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $sums) (local.get $differences)))
    (local.set $last (i16x8.sub (local.get $even) (local.get $odd)))
    (i16x8.add (local.get $even) (local.get $odd))
    (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $last) (local.get $last)))

  ;; Adds to a block's prediction what its coefficients say, and stores it.
  (func $rebuild (param $ab v128) (param $cd v128) (param $prediction v128) (param $to i32) (param $stride i32)
    (call $inverseAcross (call $transpose (call $inverseAcross (local.get $ab) (local.get $cd))))
    (local.set $cd)
    (local.set $ab)
    (call $storeBlock
      (i8x16.narrow_i16x8_u
        (i16x8.add
          (i16x8.extend_low_i8x16_u (local.get $prediction))
          (i16x8.shr_s (i16x8.add (local.get $ab) (v128.const i16x8 32 32 32 32 32 32 32 32)) (i32.const 6)))
        (i16x8.add
          (i16x8.extend_high_i8x16_u (local.get $prediction))
          (i16x8.shr_s (i16x8.add (local.get $cd) (v128.const i16x8 32 32 32 32 32 32 32 32)) (i32.const 6))))
      (local.get $to)
      (local.get $stride)))

  (func $loadBlock (param $at i32) (param $stride i32) (result v128)
    (local $third i32)
    (local.set $third (i32.add (local.get $at) (i32.shl (local.get $stride) (i32.const 1))))
    (v128.load32_lane 3 (i32.add (local.get $third) (local.get $stride))
      (v128.load32_lane 2 (local.get $third)
        (v128.load32_lane 1 (i32.add (local.get $at) (local.get $stride))
          (v128.load32_zero (local.get $at))))))

  (func $storeBlock (param $samples v128) (param $at i32) (param $stride i32)
    (v128.store32_lane 0 (local.get $at) (local.get $samples))
    (local.set $at (i32.add (local.get $at) (local.get $stride)))
    (v128.store32_lane 1 (local.get $at) (local.get $samples))
    (local.set $at (i32.add (local.get $at) (local.get $stride)))
    (v128.store32_lane 2 (local.get $at) (local.get $samples))
    (v128.store32_lane 3 (i32.add (local.get $at) (local.get $stride)) (local.get $samples)))

  ;; Coefficients → levels.
  (func $quantise (param $values v128) (param $factors v128) (param $quantiser i32) (result v128)
    (local $magnitudes v128) (local $signs v128) (local $rounding v128) (local $shift i32)
    (local.set $magnitudes (i16x8.abs (local.get $values)))
    (local.set $signs (i16x8.shr_s (local.get $values) (i32.const 15)))
    (local.set $rounding (v128.load32_splat offset=64 (local.get $quantiser)))
    (local.set $shift (i32.load offset=68 (local.get $quantiser)))
    (i16x8.sub
      (v128.xor
        (i16x8.narrow_i32x4_s
          (i32x4.shr_u
            (i32x4.add
              (i32x4.extmul_low_i16x8_u (local.get $magnitudes) (local.get $factors))
              (local.get $rounding))
            (local.get $shift))
          (i32x4.shr_u
            (i32x4.add
              (i32x4.extmul_high_i16x8_u (local.get $magnitudes) (local.get $factors))
              (local.get $rounding))
            (local.get $shift)))
        (local.get $signs))
      (local.get $signs)))

  ;; Quantises a block: its levels in the order of the zig-zag scan, and its coefficients as a decoder will have them
  ;; (8.5.6, 8.5.12.1).
  ;; Returns whether any level is not 0.
  (func $quantiseBlock
    (param $ab v128) (param $cd v128) (param $quantiser i32) (param $levels i32) (param $coefficients i32) (result i32)
    (local.set $ab (call $quantise (local.get $ab) (v128.load (local.get $quantiser)) (local.get $quantiser)))
    (local.set $cd (call $quantise (local.get $cd) (v128.load offset=16 (local.get $quantiser)) (local.get $quantiser)))
    (v128.store (local.get $levels)
      (i8x16.shuffle 0 1 8 9 2 3 4 5 10 11 16 17 24 25 18 19 (local.get $ab) (local.get $cd)))
    (v128.store offset=16 (local.get $levels)
      (i8x16.shuffle 12 13 6 7 14 15 20 21 26 27 28 29 22 23 30 31 (local.get $ab) (local.get $cd)))
    (v128.store (local.get $coefficients)
      (i16x8.mul (local.get $ab) (v128.load offset=32 (local.get $quantiser))))
    (v128.store offset=16 (local.get $coefficients)
      (i16x8.mul (local.get $cd) (v128.load offset=48 (local.get $quantiser))))
    (v128.any_true (v128.or (local.get $ab) (local.get $cd))))

  ;; The level of a DC coefficient that stands for more than one block, at so many times the step.
  (func $quantiseDc (param $value i32) (param $quantiser i32) (param $doublings i32) (result i32)
    (local $magnitude i32) (local $sign i32)
    (local.set $sign (i32.shr_s (local.get $value) (i32.const 31)))
    (local.set $magnitude
      (i32.shr_u
        (i32.add
          (i32.mul
            (i32.sub (i32.xor (local.get $value) (local.get $sign)) (local.get $sign))
            (i32.load16_u (local.get $quantiser)))
          (i32.shl (i32.load offset=64 (local.get $quantiser)) (local.get $doublings)))
        (i32.add (i32.load offset=68 (local.get $quantiser)) (local.get $doublings))))
    ;; What level_prefix 15 can say (9.2.2.1); a longer one is not for Baseline.
    (local.set $magnitude
      (select
        (local.get $magnitude)
        (i32.const 2063)
        (i32.lt_u (local.get $magnitude) (i32.const 2063))))
    (i32.sub (i32.xor (local.get $magnitude) (local.get $sign)) (local.get $sign)))

  ;; Transforms and quantises all but a block's DC coefficient, which is stored by itself.
  (func $codePart
    (param $n i32) (param $dc i32) (param $residual v128) (param $rest v128) (param $quantiser i32) (param $levels i32)
    (result i32)
    (call $forward (local.get $residual) (local.get $rest))
    (local.set $rest)
    (local.set $residual)
    (i32.store
      (local.get $dc)
      (i16x8.extract_lane_s 0 (local.get $residual)))
    (call $quantiseBlock
      (i16x8.replace_lane 0 (local.get $residual) (i32.const 0))
      (local.get $rest)
      (local.get $quantiser)
      (local.get $levels)
      (i32.add (global.get $coefficients) (i32.shl (local.get $n) (i32.const 5)))))

  ;; The same block with the DC coefficient that a decoder has.
  (func $rebuildPart (param $n i32) (param $mean i32) (param $prediction v128) (param $to i32) (param $stride i32)
    (local $from i32)
    (local.set $from (i32.add (global.get $coefficients) (i32.shl (local.get $n) (i32.const 5))))
    (call $rebuild
      (i16x8.replace_lane 0 (v128.load (local.get $from)) (local.get $mean))
      (v128.load offset=16 (local.get $from))
      (local.get $prediction)
      (local.get $to)
      (local.get $stride)))

  ;; A block of samples less another one: its upper and its lower rows.
  (func $upperLess (param $a v128) (param $b v128) (result v128)
    (i16x8.sub (i16x8.extend_low_i8x16_u (local.get $a)) (i16x8.extend_low_i8x16_u (local.get $b))))
  (func $lowerLess (param $a v128) (param $b v128) (result v128)
    (i16x8.sub (i16x8.extend_high_i8x16_u (local.get $a)) (i16x8.extend_high_i8x16_u (local.get $b))))
