  ;; macroblock_layer( ) of intra pictures (7.3.5). What a macroblock leaves for those after it is at $before and
  ;; $above: 4 modes, how many levels its 4 blocks of luma, 2 of Cb and 2 of Cr have; 255 outside of the picture.

  (global $column (mut i32) (i32.const 0))

  (func $aboveOf (param $column i32) (result i32)
    (i32.add (global.get $above) (i32.mul (local.get $column) (i32.const 12))))

  (func (export "beginRow")
    (memory.fill (global.get $before) (i32.const 255) (i32.const 12)))

  (func $leaveModes (param $above i32) (param $four i32)
    (i32.store (global.get $before) (local.get $four))
    (i32.store (local.get $above) (local.get $four)))

  (func $leaveTotals (param $above i32) (param $four i32)
    (i32.store offset=4 (global.get $before) (local.get $four))
    (i32.store offset=8 (global.get $before) (local.get $four))
    (i32.store offset=4 (local.get $above) (local.get $four))
    (i32.store offset=8 (local.get $above) (local.get $four)))

  (func $writeMacroblock (export "writeMacroblock") (param $n i32) (param $column i32)
    (local $kind i32) (local $pattern i32) (local $above i32)
    (local.set $above (call $aboveOf (local.get $column)))
    (local.set $kind (i32.load8_u (i32.add (global.get $kinds) (local.get $n))))
    (local.set $pattern (i32.load8_u (i32.add (global.get $patterns) (local.get $n))))
    (if (i32.eq (local.get $kind) (i32.const 2))
      (then
        (call $leaveModes (local.get $above) (i32.const 0x02020202))
        (call $leaveTotals (local.get $above) (i32.const 0x10101010))
        (call $writeRaw (local.get $n))
        (return)))
    (if (local.get $kind)
      (then
        ;; mb_type (table 7-11)
        (call $putUe
          (i32.add
            (i32.add
              (i32.const 1)
              (i32.load8_u (i32.add (global.get $modes) (i32.shl (local.get $n) (i32.const 4)))))
            (i32.add
              (i32.shl (i32.shr_u (local.get $pattern) (i32.const 4)) (i32.const 2))
              (select (i32.const 12) (i32.const 0) (i32.and (local.get $pattern) (i32.const 15))))))
        (call $leaveModes (local.get $above) (i32.const 0x02020202)))
      (else
        (call $putUe (i32.const 0))
        (call $writeModes (local.get $n) (local.get $above))))
    (call $putUe (i32.load8_u (i32.add (global.get $chromaModes) (local.get $n))))
    (if (i32.eqz (local.get $kind))
      (then
        (call $putUe (i32.load8_u (i32.add (global.get $patternCodes) (local.get $pattern))))
        (if (i32.eqz (local.get $pattern))
          (then
            (call $leaveTotals (local.get $above) (i32.const 0))
            (return)))))
    (call $putUe (i32.const 0)) ;; mb_qp_delta
    (call $writeLuma (local.get $n) (local.get $above) (local.get $kind) (local.get $pattern))
    (call $writeChroma (local.get $n) (local.get $above) (i32.shr_u (local.get $pattern) (i32.const 4))))

  ;; prev_intra4x4_pred_mode_flag and rem_intra4x4_pred_mode (7.3.5.1)
  (func $writeModes (param $n i32) (param $above i32)
    (local $block i32) (local $mode i32) (local $expected i32) (local $left i32) (local $top i32)
    (loop $next
      (local.set $left (i32.add (global.get $before) (call $rowOf (local.get $block))))
      (local.set $top (i32.add (local.get $above) (call $columnOf (local.get $block))))
      (local.set $expected
        (call $expectedMode (i32.load8_u (local.get $left)) (i32.load8_u (local.get $top))))
      (local.set $mode
        (i32.load8_u
          (i32.add (i32.add (global.get $modes) (i32.shl (local.get $n) (i32.const 4))) (local.get $block))))
      (i32.store8 (local.get $left) (local.get $mode))
      (i32.store8 (local.get $top) (local.get $mode))
      (if (i32.eq (local.get $mode) (local.get $expected))
        (then (call $put (i32.const 1) (i32.const 1)))
        (else
          (call $put
            (i32.const 4)
            (i32.sub (local.get $mode) (i32.gt_u (local.get $mode) (local.get $expected))))))
      (local.set $block (i32.add (local.get $block) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $block) (i32.const 16)))))

  ;; The table of coeff_token by nC, the mean of how many levels the blocks at the left and above have (9.2.1).
  (func $tokensFor (param $left i32) (param $top i32) (result i32)
    (local $context i32)
    (local.set $left (i32.load8_u (local.get $left)))
    (local.set $top (i32.load8_u (local.get $top)))
    (local.set $context
      (if (result i32) (i32.eq (local.get $left) (i32.const 255))
        (then
          (select (i32.const 0) (local.get $top) (i32.eq (local.get $top) (i32.const 255))))
        (else
          (if (result i32) (i32.eq (local.get $top) (i32.const 255))
            (then (local.get $left))
            (else
              (i32.shr_u
                (i32.add (i32.add (local.get $left) (local.get $top)) (i32.const 1))
                (i32.const 1)))))))
    (if (i32.ge_u (local.get $context) (i32.const 8)) (then (return (global.get $tokensFrom8))))
    (i32.add
      (global.get $tokens)
      (i32.mul
        (i32.const 272)
        (i32.add
          (i32.ge_u (local.get $context) (i32.const 2))
          (i32.ge_u (local.get $context) (i32.const 4))))))

  ;; residual_luma( ) (7.3.5.3.1)
  (func $writeLuma (param $n i32) (param $above i32) (param $whole i32) (param $pattern i32)
    (local $block i32) (local $levels i32) (local $left i32) (local $top i32) (local $total i32)
    (local.set $levels (call $levelsOf (local.get $n)))
    (if (local.get $whole)
      (then
        (drop
          (call $writeBlock
            (i32.add (local.get $levels) (i32.const 512))
            (i32.const 16)
            (call $tokensFor
              (i32.add (global.get $before) (i32.const 4))
              (i32.add (local.get $above) (i32.const 4)))))))
    (loop $next
      (local.set $left
        (i32.add (i32.add (global.get $before) (i32.const 4)) (call $rowOf (local.get $block))))
      (local.set $top
        (i32.add (i32.add (local.get $above) (i32.const 4)) (call $columnOf (local.get $block))))
      (local.set $total (i32.const 0))
      (if
        (i32.and
          (i32.shr_u (local.get $pattern) (i32.shr_u (local.get $block) (i32.const 2)))
          (i32.const 1))
        (then
          (local.set $total
            (call $writeBlock
              ;; Of an Intra 16×16 macroblock, all but DC
              (i32.add
                (i32.add (local.get $levels) (i32.shl (local.get $block) (i32.const 5)))
                (i32.shl (local.get $whole) (i32.const 1)))
              (i32.sub (i32.const 16) (local.get $whole))
              (call $tokensFor (local.get $left) (local.get $top))))))
      (i32.store8 (local.get $left) (local.get $total))
      (i32.store8 (local.get $top) (local.get $total))
      (local.set $block (i32.add (local.get $block) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $block) (i32.const 16)))))

  ;; The part of residual( ) that is chroma's (7.3.5.3); $pattern: CodedBlockPatternChroma
  (func $writeChroma (param $n i32) (param $above i32) (param $pattern i32)
    (local $block i32) (local $levels i32) (local $left i32) (local $top i32)
    (local.set $levels (call $levelsOf (local.get $n)))
    (if (local.get $pattern)
      (then
        (drop
          (call $writeBlock
            (i32.add (local.get $levels) (i32.const 544)) (i32.const 4) (global.get $tokensOfChromaDc)))
        (drop
          (call $writeBlock
            (i32.add (local.get $levels) (i32.const 552)) (i32.const 4) (global.get $tokensOfChromaDc)))))
    (if (i32.ne (local.get $pattern) (i32.const 2))
      (then
        (i32.store offset=8 (global.get $before) (i32.const 0))
        (i32.store offset=8 (local.get $above) (i32.const 0))
        (return)))
    ;; Four of Cb, four of Cr
    (loop $next
      (local.set $top
        (i32.add
          (i32.add (local.get $above) (i32.const 8))
          (i32.add
            (i32.and (i32.shr_u (local.get $block) (i32.const 1)) (i32.const 2))
            (i32.and (local.get $block) (i32.const 1)))))
      (local.set $left
        (i32.add
          (i32.add (global.get $before) (i32.const 8))
          (i32.shr_u (local.get $block) (i32.const 1))))
      (i32.add
        (i32.add (local.get $levels) (i32.const 562))
        (i32.shl (local.get $block) (i32.const 5)))
      (i32.const 15)
      (call $tokensFor (local.get $left) (local.get $top))
      (call $leaveTotal (call $writeBlock) (local.get $left) (local.get $top))
      (local.set $block (i32.add (local.get $block) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $block) (i32.const 8)))))

  (func $leaveTotal (param $total i32) (param $left i32) (param $top i32)
    (i32.store8 (local.get $left) (local.get $total))
    (i32.store8 (local.get $top) (local.get $total)))
