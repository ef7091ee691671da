  ;; residual_block_cavlc( ) (7.3.5.3.2, 9.2)

  (func $levelsOf (param $n i32) (result i32)
    (i32.add (global.get $levels) (i32.mul (local.get $n) (i32.const 816))))

  ;; $levels in scanning order; $size: maxNumCoeff, 16, 15 or 4; $tokens: the table of coeff_token
  ;; Returns how many levels are not 0.
  (func $writeBlock (export "writeBlock") (param $levels i32) (param $size i32) (param $tokens i32) (result i32)
    (local $mask i32) (local $rest i32) (local $total i32) (local $ones i32) (local $signs i32) (local $place i32)
    (local $level i32)
    ;; A bit for each level that is not 0
    (local.set $mask
      (i32.and
        (i8x16.bitmask
          (i8x16.narrow_i16x8_s
            (i16x8.ne (v128.load (local.get $levels)) (v128.const i16x8 0 0 0 0 0 0 0 0))
            (i16x8.ne (v128.load offset=16 (local.get $levels)) (v128.const i16x8 0 0 0 0 0 0 0 0))))
        (i32.sub (i32.shl (i32.const 1) (local.get $size)) (i32.const 1))))
    (if (i32.eqz (local.get $mask))
      (then
        (call $putCode (local.get $tokens))
        (return (i32.const 0))))
    (local.set $total (i32.popcnt (local.get $mask)))
    (local.set $rest (local.get $mask))
    ;; Levels of ±1 at the end, at most three
    (block $counted
      (loop $next
        (local.set $place (i32.sub (i32.const 31) (i32.clz (local.get $rest))))
        (local.set $level
          (i32.load16_s (i32.add (local.get $levels) (i32.shl (local.get $place) (i32.const 1)))))
        (br_if $counted (i32.gt_u (i32.add (local.get $level) (i32.const 1)) (i32.const 2)))
        (local.set $signs
          (i32.or
            (i32.shl (local.get $signs) (i32.const 1))
            (i32.shr_u (local.get $level) (i32.const 31))))
        (local.set $ones (i32.add (local.get $ones) (i32.const 1)))
        (local.set $rest (i32.xor (local.get $rest) (i32.shl (i32.const 1) (local.get $place))))
        (br_if $next (i32.and (i32.lt_u (local.get $ones) (i32.const 3)) (i32.ne (local.get $rest) (i32.const 0))))))
    (call $putCode
      (i32.add
        (local.get $tokens)
        (i32.shl
          (i32.add (i32.shl (local.get $total) (i32.const 2)) (local.get $ones))
          (i32.const 2))))
    (call $put (local.get $ones) (local.get $signs))
    (if (local.get $rest)
      (then (call $writeLevels (local.get $levels) (local.get $rest) (local.get $total) (local.get $ones))))
    (if (i32.lt_u (local.get $total) (local.get $size))
      (then (call $writeRuns (local.get $mask) (local.get $total) (local.get $size))))
    (local.get $total))

  ;; level_prefix and level_suffix (9.2.2.1); $rest: a bit for each level
  (func $writeLevels (param $levels i32) (param $rest i32) (param $total i32) (param $ones i32)
    (local $place i32) (local $level i32) (local $magnitude i32) (local $code i32) (local $suffixLength i32)
    ;; After fewer than three trailing ones the next level is none.
    (local $less i32)
    (local.set $less (i32.shl (i32.lt_u (local.get $ones) (i32.const 3)) (i32.const 1)))
    (local.set $suffixLength
      (i32.and
        (i32.gt_u (local.get $total) (i32.const 10))
        (i32.lt_u (local.get $ones) (i32.const 3))))
    (loop $next
      (local.set $place (i32.sub (i32.const 31) (i32.clz (local.get $rest))))
      (local.set $rest (i32.xor (local.get $rest) (i32.shl (i32.const 1) (local.get $place))))
      (local.set $level
        (i32.load16_s (i32.add (local.get $levels) (i32.shl (local.get $place) (i32.const 1)))))
      (local.set $magnitude
        (select
          (local.get $level)
          (i32.sub (i32.const 0) (local.get $level))
          (i32.gt_s (local.get $level) (i32.const 0))))
      (local.set $code
        (i32.sub
          (i32.shl (local.get $magnitude) (i32.const 1))
          (i32.add
            (i32.add (local.get $less) (i32.const 1))
            (i32.gt_s (local.get $level) (i32.const 0)))))
      (local.set $less (i32.const 0))
      (call $writeLevel (local.get $code) (local.get $suffixLength))
      (local.set $suffixLength
        (select (local.get $suffixLength) (i32.const 1) (local.get $suffixLength)))
      (if
        (i32.and
          (i32.gt_u
            (local.get $magnitude)
            (i32.shl (i32.const 3) (i32.sub (local.get $suffixLength) (i32.const 1))))
          (i32.lt_u (local.get $suffixLength) (i32.const 6)))
        (then (local.set $suffixLength (i32.add (local.get $suffixLength) (i32.const 1)))))
      (br_if $next (local.get $rest))))

  ;; $code: levelCode
  (func $writeLevel (param $code i32) (param $suffixLength i32)
    (local $escape i32)
    (if
      (i32.and
        (i32.eqz (local.get $suffixLength))
        (i32.lt_u (i32.sub (local.get $code) (i32.const 14)) (i32.const 16)))
      (then
        (call $put (i32.const 19) (i32.add (local.get $code) (i32.const 2)))
        (return)))
    (local.set $escape
      (select
        (i32.shl (i32.const 15) (local.get $suffixLength))
        (i32.const 30)
        (local.get $suffixLength)))
    (if (i32.ge_u (local.get $code) (local.get $escape))
      (then
        (call $put (i32.const 28)
          (i32.or (i32.const 4096) (i32.sub (local.get $code) (local.get $escape))))
        (return)))
    (call $put
      (i32.add
        (i32.add (i32.shr_u (local.get $code) (local.get $suffixLength)) (i32.const 1))
        (local.get $suffixLength))
      (i32.or
        (i32.shl (i32.const 1) (local.get $suffixLength))
        (i32.and
          (local.get $code)
          (i32.sub (i32.shl (i32.const 1) (local.get $suffixLength)) (i32.const 1))))))

  ;; total_zeros (9.2.3) and run_before (9.2.3.1); $mask: a bit for each level
  (func $writeRuns (param $mask i32) (param $total i32) (param $size i32)
    (local $zerosLeft i32) (local $place i32) (local $before i32) (local $run i32)
    (local.set $before (i32.sub (i32.const 31) (i32.clz (local.get $mask))))
    (local.set $mask (i32.xor (local.get $mask) (i32.shl (i32.const 1) (local.get $before))))
    (local.set $zerosLeft (i32.sub (i32.add (local.get $before) (i32.const 1)) (local.get $total)))
    (call $putCode
      (i32.add
        (select
          (global.get $totalZerosOfChromaDc)
          (global.get $totalZeros)
          (i32.eq (local.get $size) (i32.const 4)))
        (i32.shl
          (i32.add (i32.shl (local.get $total) (i32.const 4)) (local.get $zerosLeft))
          (i32.const 2))))
    (block $written
      (loop $next
        (br_if $written (i32.eqz (local.get $mask)))
        (br_if $written (i32.eqz (local.get $zerosLeft)))
        (local.set $place (i32.sub (i32.const 31) (i32.clz (local.get $mask))))
        (local.set $mask (i32.xor (local.get $mask) (i32.shl (i32.const 1) (local.get $place))))
        (local.set $run (i32.sub (i32.sub (local.get $before) (local.get $place)) (i32.const 1)))
        (local.set $before (local.get $place))
        (call $putCode
          (i32.add
            (global.get $runBefore)
            (i32.shl
              (i32.add
                (i32.shl
                  (select
                    (local.get $zerosLeft)
                    (i32.const 7)
                    (i32.lt_u (local.get $zerosLeft) (i32.const 7)))
                  (i32.const 4))
                (local.get $run))
              (i32.const 2))))
        (local.set $zerosLeft (i32.sub (local.get $zerosLeft) (local.get $run)))
        (br $next))))
