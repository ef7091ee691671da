  ;; Intra prediction of chroma (8.3.4): both planes have the same mode. Each one is predicted in $chromas before it is
  ;; compared, rows of eight samples of Cb and eight of Cr.

  ;; A macroblock's first samples of chroma
  (global $sourceOfCb (mut i32) (i32.const 0))
  (global $sourceOfCr (mut i32) (i32.const 0))
  (global $cb (mut i32) (i32.const 0))
  (global $cr (mut i32) (i32.const 0))
  (global $chromaStride (mut i32) (i32.const 0))

  (func $chromaOf (param $mode i32) (result i32)
    (i32.add (global.get $chromas) (i32.shl (local.get $mode) (i32.const 7))))

  (func $loadBoth (param $cb i32) (param $cr i32) (result v128)
    (v128.load64_lane 1 (local.get $cr) (v128.load64_zero (local.get $cb))))

  (func $predictChroma (param $mode i32)
    (if (i32.eqz (local.get $mode)) (then (call $predictMeans) (return)))
    (if (i32.eq (local.get $mode) (i32.const 1)) (then (call $predictRows) (return)))
    (if (i32.eq (local.get $mode) (i32.const 2)) (then (call $predictColumns) (return)))
    (call $predictPlanes))

  ;; Each block of 4×4 has a mean of its own, of what is nearest to it (8.3.4.1 to 8.3.4.3).
  (func $predictMeans
    (local $y i32) (local $to i32) (local $row v128)
    (local.set $to (call $chromaOf (i32.const 0)))
    (loop $next
      (local.set $row (i32x4.splat (call $meanOf (global.get $cb) (i32.const 0) (local.get $y))))
      (local.set $row
        (i32x4.replace_lane 1 (local.get $row) (call $meanOf (global.get $cb) (i32.const 1) (local.get $y))))
      (local.set $row
        (i32x4.replace_lane 2 (local.get $row) (call $meanOf (global.get $cr) (i32.const 0) (local.get $y))))
      (local.set $row
        (i32x4.replace_lane 3 (local.get $row) (call $meanOf (global.get $cr) (i32.const 1) (local.get $y))))
      (v128.store (local.get $to) (local.get $row))
      (v128.store offset=16 (local.get $to) (local.get $row))
      (v128.store offset=32 (local.get $to) (local.get $row))
      (v128.store offset=48 (local.get $to) (local.get $row))
      (local.set $to (i32.add (local.get $to) (i32.const 64)))
      (local.set $y (i32.add (local.get $y) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $y) (i32.const 2)))))

  ;; Four times in a word.
  (func $meanOf (param $plane i32) (param $x i32) (param $y i32) (result i32)
    (local $byLeft i32) (local $byTop i32) (local $sum i32)
    (local.set $byLeft
      (i32.and
        (global.get $left)
        (i32.or
          (i32.eqz (global.get $top))
          (i32.or (i32.eq (local.get $x) (local.get $y)) (local.get $y)))))
    (local.set $byTop
      (i32.and
        (global.get $top)
        (i32.or
          (i32.eqz (global.get $left))
          (i32.or (i32.eq (local.get $x) (local.get $y)) (local.get $x)))))
    (if (local.get $byLeft)
      (then
        (local.set $sum
          (call $sumOf
            (i32.add
              (i32.sub (local.get $plane) (i32.const 1))
              (i32.mul (i32.shl (local.get $y) (i32.const 2)) (global.get $chromaStride)))
            (global.get $chromaStride)
            (i32.const 4)))))
    (if (local.get $byTop)
      (then
        (local.set $sum
          (i32.add
            (local.get $sum)
            (call $sumOf
              (i32.add
                (i32.sub (local.get $plane) (global.get $chromaStride))
                (i32.shl (local.get $x) (i32.const 2)))
              (i32.const 1)
              (i32.const 4))))))
    (i32.mul
      (i32.const 0x01010101)
      (if (result i32) (i32.and (local.get $byLeft) (local.get $byTop))
        (then (i32.shr_u (i32.add (local.get $sum) (i32.const 4)) (i32.const 3)))
        (else
          (if (result i32) (i32.or (local.get $byLeft) (local.get $byTop))
            (then (i32.shr_u (i32.add (local.get $sum) (i32.const 2)) (i32.const 2)))
            (else (i32.const 128)))))))

  ;; Horizontal: each row has the value at its left.
  (func $predictRows
    (local $to i32) (local $end i32) (local $way i32)
    (local.set $to (call $chromaOf (i32.const 1)))
    (local.set $end (i32.add (local.get $to) (i32.const 128)))
    (local.set $way (i32.const -1))
    (loop $next
      (v128.store (local.get $to)
        (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23
          (v128.load8_splat (i32.add (global.get $cb) (local.get $way)))
          (v128.load8_splat (i32.add (global.get $cr) (local.get $way)))))
      (local.set $way (i32.add (local.get $way) (global.get $chromaStride)))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))

  ;; Vertical: each row is the one above.
  (func $predictColumns
    (local $to i32) (local $end i32) (local $row v128)
    (local.set $row
      (call $loadBoth
        (i32.sub (global.get $cb) (global.get $chromaStride))
        (i32.sub (global.get $cr) (global.get $chromaStride))))
    (local.set $to (call $chromaOf (i32.const 2)))
    (local.set $end (i32.add (local.get $to) (i32.const 128)))
    (loop $next
      (v128.store (local.get $to) (local.get $row))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))

  ;; (8.3.4.4)
  (func $predictPlanes
    (call $predictPlaneOf (global.get $cb) (call $chromaOf (i32.const 3)))
    (call $predictPlaneOf (global.get $cr) (i32.add (call $chromaOf (i32.const 3)) (i32.const 8))))

  (func $predictPlaneOf (param $plane i32) (param $to i32)
    (local $above i32) (local $beside i32) (local $right i32) (local $down i32) (local $end i32) (local $row v128)
    (local.set $above (i32.sub (local.get $plane) (global.get $chromaStride)))
    (local.set $beside (i32.sub (local.get $plane) (i32.const 1)))
    (local.set $right
      (call $slope (call $rise (i32.add (local.get $above) (i32.const 3)) (i32.const 1) (i32.const 4)) (i32.const 34)))
    (local.set $down
      (call $slope
        (call $rise
          (i32.add (local.get $beside) (i32.mul (i32.const 3) (global.get $chromaStride)))
          (global.get $chromaStride)
          (i32.const 4))
        (i32.const 34)))
    (local.set $row
      (i16x8.add
        (i16x8.splat
          (i32.add
            (i32.shl
              (i32.add
                (i32.load8_u offset=7 (local.get $above))
                (i32.load8_u (i32.add (local.get $beside) (i32.mul (i32.const 7) (global.get $chromaStride)))))
              (i32.const 4))
            (i32.sub
              (i32.const 16)
              (i32.mul (i32.const 3) (i32.add (local.get $right) (local.get $down))))))
        (i16x8.mul (i16x8.splat (local.get $right)) (v128.const i16x8 0 1 2 3 4 5 6 7))))
    (local.set $end (i32.add (local.get $to) (i32.const 128)))
    (loop $next
      (v128.store64_lane 0 (local.get $to)
        (i8x16.narrow_i16x8_u (i16x8.shr_s (local.get $row) (i32.const 5)) (local.get $row)))
      (local.set $row (i16x8.add (local.get $row) (i16x8.splat (local.get $down))))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))

  ;; The sum of the absolute differences of a mode
  (func $differenceOfChroma (param $mode i32) (result i32)
    (local $at i32) (local $end i32) (local $way i32) (local $a v128) (local $b v128) (local $sums v128)
    (local.set $at (call $chromaOf (local.get $mode)))
    (local.set $end (i32.add (local.get $at) (i32.const 128)))
    (loop $next
      (local.set $a
        (call $loadBoth
          (i32.add (global.get $sourceOfCb) (local.get $way))
          (i32.add (global.get $sourceOfCr) (local.get $way))))
      (local.set $b (v128.load (local.get $at)))
      (local.set $sums
        (i16x8.add
          (local.get $sums)
          (i16x8.extadd_pairwise_i8x16_u
            (v128.or
              (i8x16.sub_sat_u (local.get $a) (local.get $b))
              (i8x16.sub_sat_u (local.get $b) (local.get $a))))))
      (local.set $way (i32.add (local.get $way) (global.get $chromaStride)))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
    (call $sum (i32x4.extadd_pairwise_i16x8_u (local.get $sums))))

  ;; The mode that differs least.
  (func $chooseChroma (result i32)
    (local $modes i32) (local $mode i32) (local $best i32) (local $difference i32) (local $least i32)
    (local.set $least (i32.const 0x7fffffff))
    (local.set $modes
      (if (result i32) (global.get $left)
        (then (select (i32.const 0xf) (i32.const 0x3) (global.get $top)))
        (else (select (i32.const 0x5) (i32.const 0x1) (global.get $top)))))
    (if (i32.and (global.get $recurs) (i32.xor (global.get $left) (global.get $top)))
      (then (local.set $modes (i32.and (local.get $modes) (i32.const 0x6)))))
    (loop $next
      (local.set $mode (i32.ctz (local.get $modes)))
      (call $predictChroma (local.get $mode))
      (local.set $difference (call $differenceOfChroma (local.get $mode)))
      (if (i32.lt_s (local.get $difference) (local.get $least))
        (then
          (local.set $least (local.get $difference))
          (local.set $best (local.get $mode))))
      ;; Half a level a sample: nothing better is looked for.
      (if (i32.lt_s (local.get $least) (i32.const 64)) (then (return (local.get $best))))
      (local.set $modes (i32.and (local.get $modes) (i32.sub (local.get $modes) (i32.const 1))))
      (br_if $next (local.get $modes)))
    (local.get $best))
