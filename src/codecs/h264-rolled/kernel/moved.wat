  ;; Macroblocks of a picture whose luma is the key picture's, moved, and whose chroma lacks something beside it.

  ;; Codes what chroma lacks; returns CodedBlockPatternChroma. Vectors are in quarters of a pixel; what is decoded
  ;; is not kept, as the key picture's chroma is still referred to.
  (func (export "codeMoved") (param $column i32) (param $row i32) (param $x i32) (param $y i32) (result i32)
    (local $to i32)
    (call $stand (local.get $column) (local.get $row))
    (local.set $to (call $chromaOf (i32.const 0)))
    (call $move
      (global.get $decodedCb) (local.get $column) (local.get $row) (local.get $x) (local.get $y) (local.get $to))
    (call $move
      (global.get $decodedCr) (local.get $column) (local.get $row) (local.get $x) (local.get $y)
      (i32.add (local.get $to) (i32.const 8)))
    (global.set $cb (i32.const 0))
    (global.set $cr (i32.const 0))
    (i32.store8 (i32.add (global.get $patterns) (global.get $n)) (i32.const 0))
    (call $codeChromaResidual (local.get $to) (i32.add (local.get $to) (i32.const 8)) (i32.const 16))
    (i32.shr_u (i32.load8_u (i32.add (global.get $patterns) (global.get $n))) (i32.const 4)))

  (func (export "writeMoved") (param $n i32) (param $column i32) (param $pattern i32)
    (call $writeChroma (local.get $n) (call $aboveOf (local.get $column)) (local.get $pattern)))

  ;; Chroma as a vector fetches it (8.4.1.4, 8.4.2.2.2): in eighths of a sample, outside the picture from its edge.
  (func $move
    (param $plane i32) (param $column i32) (param $row i32) (param $x i32) (param $y i32) (param $to i32)
    (local $left i32) (local $top i32) (local $at i32) (local $stride i32) (local $end i32)
    (local $right v128) (local $rest v128) (local $down v128) (local $remaining v128)
    (local $above v128) (local $below v128)
    (local.set $left (i32.add (i32.shl (local.get $column) (i32.const 3)) (i32.shr_s (local.get $x) (i32.const 3))))
    (local.set $top (i32.add (i32.shl (local.get $row) (i32.const 3)) (i32.shr_s (local.get $y) (i32.const 3))))
    (local.set $at
      (i32.add
        (local.get $plane)
        (i32.add (i32.mul (local.get $top) (global.get $chromaStride)) (local.get $left))))
    (local.set $stride (global.get $chromaStride))
    (if
      (i32.or
        (i32.gt_u (local.get $left) (i32.sub (global.get $chromaStride) (i32.const 9)))
        (i32.gt_u (local.get $top) (i32.sub (i32.shl (global.get $rows) (i32.const 3)) (i32.const 9))))
      (then
        (call $fetch (local.get $plane) (local.get $left) (local.get $top))
        (local.set $at (call $chromaOf (i32.const 1)))
        (local.set $stride (i32.const 16))))
    (local.set $right (i16x8.splat (i32.and (local.get $x) (i32.const 7))))
    (local.set $rest (i16x8.sub (v128.const i16x8 8 8 8 8 8 8 8 8) (local.get $right)))
    (local.set $down (i16x8.splat (i32.and (local.get $y) (i32.const 7))))
    (local.set $remaining (i16x8.sub (v128.const i16x8 8 8 8 8 8 8 8 8) (local.get $down)))
    (local.set $above (call $between (local.get $at) (local.get $rest) (local.get $right)))
    (local.set $end (i32.add (local.get $to) (i32.const 128)))
    (loop $next
      (local.set $at (i32.add (local.get $at) (local.get $stride)))
      (local.set $below (call $between (local.get $at) (local.get $rest) (local.get $right)))
      (local.set $above
        (i16x8.shr_u
          (i16x8.add
            (i16x8.add
              (i16x8.mul (local.get $above) (local.get $remaining))
              (i16x8.mul (local.get $below) (local.get $down)))
            (v128.const i16x8 32 32 32 32 32 32 32 32))
          (i32.const 6)))
      (v128.store64_lane 0 (local.get $to) (i8x16.narrow_i16x8_u (local.get $above) (local.get $above)))
      (local.set $above (local.get $below))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))

  ;; Eight times what is between samples and the next ones.
  (func $between (param $at i32) (param $rest v128) (param $right v128) (result v128)
    (i16x8.add
      (i16x8.mul (v128.load8x8_u (local.get $at)) (local.get $rest))
      (i16x8.mul (v128.load8x8_u offset=1 (local.get $at)) (local.get $right))))

  ;; Nine rows of nine samples, with those at the edge for what lies outside
  (func $fetch (param $plane i32) (param $left i32) (param $top i32)
    (local $x i32) (local $y i32) (local $row i32) (local $to i32)
    (local.set $to (call $chromaOf (i32.const 1)))
    (loop $nextRow
      (local.set $row
        (i32.add
          (local.get $plane)
          (i32.mul
            (call $clip
              (i32.add (local.get $top) (local.get $y))
              (i32.sub (i32.shl (global.get $rows) (i32.const 3)) (i32.const 1)))
            (global.get $chromaStride))))
      (local.set $x (i32.const 0))
      (loop $next
        (i32.store8
          (i32.add (local.get $to) (local.get $x))
          (i32.load8_u
            (i32.add
              (local.get $row)
              (call $clip
                (i32.add (local.get $left) (local.get $x))
                (i32.sub (global.get $chromaStride) (i32.const 1))))))
        (local.set $x (i32.add (local.get $x) (i32.const 1)))
        (br_if $next (i32.lt_u (local.get $x) (i32.const 9))))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (local.set $y (i32.add (local.get $y) (i32.const 1)))
      (br_if $nextRow (i32.lt_u (local.get $y) (i32.const 9)))))

  (func $clip (param $value i32) (param $last i32) (result i32)
    (if (i32.lt_s (local.get $value) (i32.const 0)) (then (return (i32.const 0))))
    (select (local.get $value) (local.get $last) (i32.lt_s (local.get $value) (local.get $last))))
