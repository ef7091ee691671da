  ;; Macroblocks that say the same words as others, with the samples that they have.
  (func (export "copyMacroblock") (param $from i32) (param $to i32)
    (call $copyNumbers (global.get $kinds) (i32.const 1) (local.get $from) (local.get $to))
    (call $copyNumbers (global.get $chromaModes) (i32.const 1) (local.get $from) (local.get $to))
    (call $copyNumbers (global.get $patterns) (i32.const 1) (local.get $from) (local.get $to))
    (call $copyNumbers (global.get $modes) (i32.const 16) (local.get $from) (local.get $to))
    (call $copyNumbers (global.get $levels) (i32.const 816) (local.get $from) (local.get $to))
    (call $copySamples (global.get $decodedLuma) (i32.const 16) (local.get $from) (local.get $to))
    (call $copySamples (global.get $decodedCb) (i32.const 8) (local.get $from) (local.get $to))
    (call $copySamples (global.get $decodedCr) (i32.const 8) (local.get $from) (local.get $to)))

  (func $copyNumbers (param $array i32) (param $each i32) (param $from i32) (param $to i32)
    (memory.copy
      (i32.add (local.get $array) (i32.mul (local.get $to) (local.get $each)))
      (i32.add (local.get $array) (i32.mul (local.get $from) (local.get $each)))
      (local.get $each)))

  (func $copySamples (param $plane i32) (param $size i32) (param $from i32) (param $to i32)
    (local $left i32) (local $stride i32)
    (local.set $stride (i32.mul (local.get $size) (global.get $columns)))
    (local.set $from (i32.add (local.get $plane) (call $squareAt (local.get $from) (local.get $size))))
    (local.set $to (i32.add (local.get $plane) (call $squareAt (local.get $to) (local.get $size))))
    (local.set $left (local.get $size))
    (loop $next
      (memory.copy (local.get $to) (local.get $from) (local.get $size))
      (local.set $from (i32.add (local.get $from) (local.get $stride)))
      (local.set $to (i32.add (local.get $to) (local.get $stride)))
      (local.set $left (i32.sub (local.get $left) (i32.const 1)))
      (br_if $next (local.get $left))))

  ;; From a plane's first sample to a macroblock's.
  (func $squareAt (param $n i32) (param $size i32) (result i32)
    (i32.mul
      (local.get $size)
      (i32.add
        (i32.rem_u (local.get $n) (global.get $columns))
        (i32.mul
          (i32.div_u (local.get $n) (global.get $columns))
          (i32.mul (local.get $size) (global.get $columns))))))

  ;; Bytes 0, 2, 4 … of those from $from on: a multiple of eight.
  (func (export "takeEverySecond") (param $from i32) (param $to i32) (param $count i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $to) (local.get $count)))
    (loop $next
      (v128.store64_lane 0 (local.get $to)
        (i8x16.shuffle 0 2 4 6 8 10 12 14 0 2 4 6 8 10 12 14
          (v128.load (local.get $from))
          (v128.const i32x4 0 0 0 0)))
      (local.set $from (i32.add (local.get $from) (i32.const 16)))
      (local.set $to (i32.add (local.get $to) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))
