  ;; What remains of a macroblock's chroma: blocks of AC levels, and one of DC for each plane (8.5.4, 8.5.11).

  ;; Intra coded
  (func $codeChroma
    (local $mode i32) (local $prediction i32)
    (local.set $mode (call $chooseChroma))
    (i32.store8 (i32.add (global.get $chromaModes) (global.get $n)) (local.get $mode))
    (local.set $prediction (call $chromaOf (local.get $mode)))
    (call $codeChromaResidual (local.get $prediction) (i32.add (local.get $prediction) (i32.const 8)) (i32.const 16)))

  ;; Of whatever is predicted, in rows $stride bytes apart; what is decoded goes to the globals $cb and $cr unless they
  ;; are 0. Adds CodedBlockPatternChroma to the macroblock's pattern.
  (func $codeChromaResidual (param $cb i32) (param $cr i32) (param $stride i32)
    (local $first i32) (local $second i32) (local $at i32)
    (local.set $first
      (call $codePlane (i32.const 0) (global.get $sourceOfCb) (local.get $cb) (local.get $stride) (global.get $cb)))
    (local.set $second
      (call $codePlane (i32.const 1) (global.get $sourceOfCr) (local.get $cr) (local.get $stride) (global.get $cr)))
    (local.set $at (i32.add (global.get $patterns) (global.get $n)))
    (i32.store8
      (local.get $at)
      (i32.or
        (i32.and (i32.load8_u (local.get $at)) (i32.const 15))
        (i32.shl
          (select (local.get $first) (local.get $second) (i32.gt_u (local.get $first) (local.get $second)))
          (i32.const 4)))))

  ;; Returns the plane's part of CodedBlockPatternChroma: nothing, DC alone, all (7.4.5).
  (func $codePlane
    (param $plane i32) (param $source i32) (param $prediction i32) (param $stride i32) (param $to i32) (result i32)
    (local $block i32) (local $levels i32) (local $samples v128) (local $predicted v128)
    (local $any i32) (local $anyDc i32)
    (local.set $levels
      (i32.add
        (i32.add (call $levelsOf (global.get $n)) (i32.const 560))
        (i32.shl (local.get $plane) (i32.const 7))))
    (loop $next
      (local.set $samples
        (call $loadBlock
          (i32.add (local.get $source) (call $wayToChroma (local.get $block) (global.get $chromaStride)))
          (global.get $chromaStride)))
      (local.set $predicted
        (call $loadBlock
          (i32.add (local.get $prediction) (call $wayToChroma (local.get $block) (local.get $stride)))
          (local.get $stride)))
      (local.set $any
        (i32.or
          (local.get $any)
          (call $codePart
            (local.get $block)
            (i32.add (global.get $dc) (i32.shl (local.get $block) (i32.const 2)))
            (call $upperLess (local.get $samples) (local.get $predicted))
            (call $lowerLess (local.get $samples) (local.get $predicted))
            (global.get $chromaQuantiser)
            (i32.add (local.get $levels) (i32.shl (local.get $block) (i32.const 5))))))
      (local.set $block (i32.add (local.get $block) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $block) (i32.const 4))))
    (local.set $anyDc
      (call $codeChromaDc
        (i32.add
          (i32.add (call $levelsOf (global.get $n)) (i32.const 544))
          (i32.shl (local.get $plane) (i32.const 3)))))
    (local.set $block (i32.const 0))
    (if (local.get $to)
      (then
        (loop $again
          (call $rebuildPart
            (local.get $block)
            (i32.load (i32.add (global.get $dc) (i32.shl (local.get $block) (i32.const 2))))
            (call $loadBlock
              (i32.add (local.get $prediction) (call $wayToChroma (local.get $block) (local.get $stride)))
              (local.get $stride))
            (i32.add (local.get $to) (call $wayToChroma (local.get $block) (global.get $chromaStride)))
            (global.get $chromaStride))
          (local.set $block (i32.add (local.get $block) (i32.const 1)))
          (br_if $again (i32.lt_u (local.get $block) (i32.const 4))))))
    (select (i32.const 2) (local.get $anyDc) (local.get $any)))

  (func $wayToChroma (param $block i32) (param $stride i32) (result i32)
    (i32.shl
      (i32.add
        (i32.mul (i32.shr_u (local.get $block) (i32.const 1)) (local.get $stride))
        (i32.and (local.get $block) (i32.const 1)))
      (i32.const 2)))

  ;; The DC coefficients of a plane's four blocks → levels, and coefficients as a decoder will have them.
  ;; Returns whether any level is not 0.
  (func $codeChromaDc (param $levels i32) (result i32)
    (local $n i32) (local $level i32) (local $any i32) (local $at i32)
    (call $hadamard2x2)
    (loop $next
      (local.set $at (i32.add (global.get $dc) (i32.shl (local.get $n) (i32.const 2))))
      (local.set $level
        (call $quantiseDc (i32.load (local.get $at)) (global.get $chromaQuantiser) (i32.const 1)))
      (i32.store (local.get $at) (local.get $level))
      (i32.store16
        (i32.add (local.get $levels) (i32.shl (local.get $n) (i32.const 1)))
        (local.get $level))
      (local.set $any (i32.or (local.get $any) (local.get $level)))
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $n) (i32.const 4))))
    (call $hadamard2x2)
    (v128.store (global.get $dc)
      (i32x4.shr_s
        (i32x4.mul
          (v128.load (global.get $dc))
          (i32x4.splat (i32.load16_u offset=32 (global.get $chromaQuantiser))))
        (i32.const 1)))
    (i32.ne (local.get $any) (i32.const 0)))

  (func $hadamard2x2
    (local $a i32) (local $b i32) (local $c i32) (local $d i32)
    (local.set $a (i32.load (global.get $dc)))
    (local.set $b (i32.load offset=4 (global.get $dc)))
    (local.set $c (i32.load offset=8 (global.get $dc)))
    (local.set $d (i32.load offset=12 (global.get $dc)))
    (i32.store (global.get $dc)
      (i32.add (i32.add (local.get $a) (local.get $b)) (i32.add (local.get $c) (local.get $d))))
    (i32.store offset=4 (global.get $dc)
      (i32.add (i32.sub (local.get $a) (local.get $b)) (i32.sub (local.get $c) (local.get $d))))
    (i32.store offset=8 (global.get $dc)
      (i32.sub (i32.add (local.get $a) (local.get $b)) (i32.add (local.get $c) (local.get $d))))
    (i32.store offset=12 (global.get $dc)
      (i32.sub (i32.sub (local.get $a) (local.get $b)) (i32.sub (local.get $c) (local.get $d)))))
