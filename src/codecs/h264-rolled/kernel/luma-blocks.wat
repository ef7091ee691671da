  ;; Intra 4×4 macroblocks of luma: which mode, and what remains.

  ;; Codes luma as 16 blocks. Returns 0, with nothing of value done, where it would cost more than the limit.
  (func $codeBlocks (param $limit i32) (result i32)
    (local $block i32)
    (call $readGrid)
    (global.set $pattern (i32.const 0))
    (local.set $limit (i32.sub (local.get $limit) (global.get $expectedModeCost)))
    (loop $next
      (local.set $limit
        (i32.sub
          (local.get $limit)
          (call $codeBlock
            (local.get $block)
            (call $columnOf (local.get $block))
            (call $rowOf (local.get $block))
            (local.get $limit))))
      (if (i32.lt_s (local.get $limit) (i32.const 0)) (then (return (i32.const 0))))
      (local.set $block (i32.add (local.get $block) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $block) (i32.const 16))))
    (i32.store8 (i32.add (global.get $kinds) (global.get $n)) (i32.const 0))
    (i32.store8 (i32.add (global.get $patterns) (global.get $n)) (global.get $pattern))
    (i32.const 1))

  ;; Of a block in its macroblock, by luma4x4BlkIdx (6.4.3): two bits each
  (func $columnOf (param $block i32) (result i32)
    (i32.and
      (i32.shr_u (i32.const 0xee44ee44) (i32.shl (local.get $block) (i32.const 1)))
      (i32.const 3)))
  (func $rowOf (param $block i32) (result i32)
    (i32.and
      (i32.shr_u (i32.const 0xfafa5050) (i32.shl (local.get $block) (i32.const 1)))
      (i32.const 3)))

  (global $pattern (mut i32) (i32.const 0))

  ;; Modes around the macroblock, of which those of its blocks are predicted
  (func $readGrid
    (local $above i32)
    (local.set $above (call $aboveOf (global.get $column)))
    (i32.store offset=1 (global.get $grid) (i32.load (local.get $above)))
    (i32.store8 offset=8 (global.get $grid) (i32.load8_u (global.get $before)))
    (i32.store8 offset=16 (global.get $grid) (i32.load8_u offset=1 (global.get $before)))
    (i32.store8 offset=24 (global.get $grid) (i32.load8_u offset=2 (global.get $before)))
    (i32.store8 offset=32 (global.get $grid) (i32.load8_u offset=3 (global.get $before))))

  ;; Returns its cost; nothing is written where that is above the limit.
  (func $codeBlock (param $block i32) (param $x i32) (param $y i32) (param $limit i32) (result i32)
    (local $to i32) (local $source v128) (local $prediction v128) (local $mode i32) (local $cost i32) (local $place i32)
    (local $left i32) (local $top i32) (local $levels i32)
    (local.set $to
      (i32.add
        (i32.mul (i32.shl (local.get $y) (i32.const 2)) (global.get $stride))
        (i32.shl (local.get $x) (i32.const 2))))
    (local.set $source (call $loadBlock (i32.add (global.get $source) (local.get $to)) (global.get $stride)))
    (local.set $to (i32.add (global.get $decoded) (local.get $to)))
    (local.set $left (i32.or (global.get $left) (i32.ne (local.get $x) (i32.const 0))))
    (local.set $top (i32.or (global.get $top) (i32.ne (local.get $y) (i32.const 0))))
    (call $readNeighbours
      (local.get $to)
      (local.get $left)
      (local.get $top)
      (call $hasTopRight (local.get $block) (local.get $top)))
    (local.set $place
      (i32.add
        (i32.add (global.get $grid) (i32.const 9))
        (i32.add (i32.shl (local.get $y) (i32.const 3)) (local.get $x))))
    (call $chooseMode
      (i16x8.extend_low_i8x16_u (local.get $source))
      (i16x8.extend_high_i8x16_u (local.get $source))
      (call $modesAt (local.get $block) (local.get $left) (local.get $top))
      (call $expectedMode
        (i32.load8_u (i32.sub (local.get $place) (i32.const 1)))
        (i32.load8_u (i32.sub (local.get $place) (i32.const 8)))))
    (local.set $cost)
    (local.set $mode)
    (if (i32.gt_s (local.get $cost) (local.get $limit)) (then (return (local.get $cost))))
    (i32.store8 (local.get $place) (local.get $mode))
    (i32.store8
      (i32.add (i32.add (global.get $modes) (i32.shl (global.get $n) (i32.const 4))) (local.get $block))
      (local.get $mode))
    (local.set $prediction (global.get $prediction))
    (local.set $levels (i32.add (call $levelsOf (global.get $n)) (i32.shl (local.get $block) (i32.const 5))))
    (call $forward
      (call $upperLess (local.get $source) (local.get $prediction))
      (call $lowerLess (local.get $source) (local.get $prediction)))
    (global.get $lumaQuantiser)
    (local.get $levels)
    (global.get $coefficients)
    (if (call $quantiseBlock)
      (then
        (global.set $pattern
          (i32.or
            (global.get $pattern)
            (i32.shl (i32.const 1) (i32.shr_u (local.get $block) (i32.const 2)))))
        (call $rebuild
          (v128.load (global.get $coefficients))
          (v128.load offset=16 (global.get $coefficients))
          (local.get $prediction)
          (local.get $to)
          (global.get $stride)))
      (else (call $storeBlock (local.get $prediction) (local.get $to) (global.get $stride))))
    (local.get $cost))

  ;; predIntra4x4PredMode (8.3.1.1); 255 is outside of the picture.
  (func $expectedMode (param $left i32) (param $top i32) (result i32)
    (if (result i32)
      (i32.or
        (i32.eq (local.get $left) (i32.const 255))
        (i32.eq (local.get $top) (i32.const 255)))
      (then (i32.const 2))
      (else (select (local.get $left) (local.get $top) (i32.lt_u (local.get $left) (local.get $top))))))

  (global $prediction (mut v128) (v128.const i32x4 0 0 0 0))

  ;; The mode that differs least with what it costs to say it, and both of that; what it predicts is in $prediction.
  (func $chooseMode
    (param $upper v128) (param $lower v128) (param $modes i32) (param $expected i32) (result i32 i32)
    (local $mode i32) (local $best i32) (local $saying i32) (local $cost i32) (local $least i32)
    (local $table i32) (local $neighbours v128) (local $pairs v128) (local $triples v128) (local $prediction v128)
    (local.set $neighbours (global.get $neighbours))
    (local.set $pairs (global.get $pairs))
    (local.set $triples (global.get $triples))
    (local.set $least (i32.const 0x7fffffff))
    (loop $next
      (local.set $mode (i32.ctz (local.get $modes)))
      ;; Behind the straight ones: slanted ones would save next to nothing.
      (if
        (i32.and
          (i32.eq (local.get $mode) (i32.const 3))
          (i32.lt_s (local.get $least) (global.get $flatBlock)))
        (then (return (local.get $best) (local.get $least))))
      (local.set $saying
        (select
          (global.get $expectedModeCost)
          (global.get $otherModeCost)
          (i32.eq (local.get $mode) (local.get $expected))))
      (if (i32.lt_s (local.get $saying) (local.get $least))
        (then
          (local.set $table (i32.add (global.get $modeTable) (i32.mul (local.get $mode) (i32.const 48))))
          (local.set $prediction
            (v128.or
              (v128.or
                (i8x16.swizzle (local.get $neighbours) (v128.load (local.get $table)))
                (i8x16.swizzle (local.get $pairs) (v128.load offset=16 (local.get $table))))
              (i8x16.swizzle (local.get $triples) (v128.load offset=32 (local.get $table)))))
          (local.set $cost
            (i32.add
              (local.get $saying)
              (call $satdOfBlock
                (i16x8.sub (local.get $upper) (i16x8.extend_low_i8x16_u (local.get $prediction)))
                (i16x8.sub (local.get $lower) (i16x8.extend_high_i8x16_u (local.get $prediction))))))
          (if (i32.lt_s (local.get $cost) (local.get $least))
            (then
              (local.set $least (local.get $cost))
              (local.set $best (local.get $mode))
              (global.set $prediction (local.get $prediction))))))
      (local.set $modes (i32.and (local.get $modes) (i32.sub (local.get $modes) (i32.const 1))))
      (br_if $next (local.get $modes)))
    (local.get $best)
    (local.get $least))
