  ;; What remains of an Intra 16×16 macroblock: blocks of AC levels, and one of their DC coefficients (8.5.2, 8.5.10).

  (func $codeWhole (param $mode i32)
    (local $block i32) (local $way i32) (local $levels i32) (local $source v128) (local $prediction v128)
    (local $any i32)
    (local.set $levels (call $levelsOf (global.get $n)))
    (loop $next
      (local.set $source
        (call $loadBlock
          (i32.add (global.get $source) (call $wayTo (local.get $block) (global.get $stride)))
          (global.get $stride)))
      (local.set $prediction (call $partOfWhole (local.get $mode) (local.get $block)))
      (local.set $any
        (i32.or
          (local.get $any)
          (call $codePart
            (local.get $block)
            (call $rasterOf (local.get $block))
            (call $upperLess (local.get $source) (local.get $prediction))
            (call $lowerLess (local.get $source) (local.get $prediction))
            (global.get $lumaQuantiser)
            (i32.add (local.get $levels) (i32.shl (local.get $block) (i32.const 5))))))
      (local.set $block (i32.add (local.get $block) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $block) (i32.const 16))))
    (call $codeLumaDc (i32.add (local.get $levels) (i32.const 512)))
    (local.set $block (i32.const 0))
    (loop $again
      (call $rebuildPart
        (local.get $block)
        (i32.load (call $rasterOf (local.get $block)))
        (call $partOfWhole (local.get $mode) (local.get $block))
        (i32.add (global.get $decoded) (call $wayTo (local.get $block) (global.get $stride)))
        (global.get $stride))
      (local.set $block (i32.add (local.get $block) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $block) (i32.const 16))))
    (i32.store8 (i32.add (global.get $kinds) (global.get $n)) (i32.const 1))
    (i32.store8 (i32.add (global.get $modes) (i32.shl (global.get $n) (i32.const 4))) (local.get $mode))
    (i32.store8
      (i32.add (global.get $patterns) (global.get $n))
      (select (i32.const 15) (i32.const 0) (local.get $any))))

  (func $partOfWhole (param $mode i32) (param $block i32) (result v128)
    (call $loadBlock
      (i32.add (call $wholeOf (local.get $mode)) (call $wayTo (local.get $block) (i32.const 16)))
      (i32.const 16)))

  ;; Where a block's DC coefficient is, row by row.
  (func $rasterOf (param $block i32) (result i32)
    (i32.add
      (global.get $dc)
      (i32.add
        (i32.shl (call $rowOf (local.get $block)) (i32.const 4))
        (i32.shl (call $columnOf (local.get $block)) (i32.const 2)))))

  ;; From a macroblock's first sample to a block's.
  (func $wayTo (param $block i32) (param $stride i32) (result i32)
    (i32.shl
      (i32.add
        (i32.mul (call $rowOf (local.get $block)) (local.get $stride))
        (call $columnOf (local.get $block)))
      (i32.const 2)))

  ;; The DC coefficients of 16 blocks, row by row → levels, and coefficients as a decoder will have them.
  (func $codeLumaDc (param $levels i32)
    (local $at i32) (local $end i32) (local $ab v128) (local $cd v128)
    (local.set $end (i32.add (global.get $dc) (i32.const 64)))
    (call $hadamard)
    (local.set $at (global.get $dc))
    (loop $next
      (i32.store
        (local.get $at)
        (call $quantiseDc (i32.load (local.get $at)) (global.get $lumaQuantiser) (i32.const 2)))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
    (local.set $ab
      (i16x8.narrow_i32x4_s (v128.load (global.get $dc)) (v128.load offset=16 (global.get $dc))))
    (local.set $cd
      (i16x8.narrow_i32x4_s (v128.load offset=32 (global.get $dc)) (v128.load offset=48 (global.get $dc))))
    ;; In the order of the zig-zag scan
    (v128.store (local.get $levels)
      (i8x16.shuffle 0 1 2 3 8 9 16 17 10 11 4 5 6 7 12 13 (local.get $ab) (local.get $cd)))
    (v128.store offset=16 (local.get $levels)
      (i8x16.shuffle 18 19 24 25 26 27 20 21 14 15 22 23 28 29 30 31 (local.get $ab) (local.get $cd)))
    (call $hadamard)
    (local.set $at (global.get $dc))
    (loop $again
      (i32.store
        (local.get $at)
        (i32.shr_s
          (i32.add
            (i32.mul (i32.load (local.get $at)) (i32.load16_u offset=32 (global.get $lumaQuantiser)))
            (i32.const 2))
          (i32.const 2)))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $again (i32.lt_u (local.get $at) (local.get $end)))))

  ;; Of 4×4 numbers, both ways
  (func $hadamard
    (local $n i32)
    (loop $next
      (call $hadamardLine
        (i32.add (global.get $dc) (i32.shl (local.get $n) (i32.const 4)))
        (i32.const 4))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 4))))
    (local.set $n (i32.const 0))
    (loop $again
      (call $hadamardLine
        (i32.add (global.get $dc) (i32.shl (local.get $n) (i32.const 2)))
        (i32.const 16))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $n) (i32.const 4)))))

  ;; a + b + c + d, a + b - c - d, a - b - c + d, a - b + c - d
  (func $hadamardLine (param $at i32) (param $step i32)
    (local $second i32) (local $third i32) (local $fourth i32)
    (local $sum i32) (local $difference i32) (local $otherSum i32) (local $otherDifference i32)
    (local.set $second (i32.add (local.get $at) (local.get $step)))
    (local.set $third (i32.add (local.get $second) (local.get $step)))
    (local.set $fourth (i32.add (local.get $third) (local.get $step)))
    (local.set $sum (i32.add (i32.load (local.get $at)) (i32.load (local.get $second))))
    (local.set $difference (i32.sub (i32.load (local.get $at)) (i32.load (local.get $second))))
    (local.set $otherSum (i32.add (i32.load (local.get $third)) (i32.load (local.get $fourth))))
    (local.set $otherDifference (i32.sub (i32.load (local.get $third)) (i32.load (local.get $fourth))))
    (i32.store (local.get $at) (i32.add (local.get $sum) (local.get $otherSum)))
    (i32.store (local.get $second) (i32.sub (local.get $sum) (local.get $otherSum)))
    (i32.store (local.get $third) (i32.sub (local.get $difference) (local.get $otherDifference)))
    (i32.store (local.get $fourth) (i32.add (local.get $difference) (local.get $otherDifference))))
