  ;; I_PCM macroblocks: pcm_alignment_zero_bit and the samples as they are (7.3.5).

  (func $writeRaw (param $n i32)
    (call $putUe (i32.const 25))
    (call $align)
    (call $writeSamples (global.get $decodedLuma) (i32.const 16) (local.get $n))
    (call $writeSamples (global.get $decodedCb) (i32.const 8) (local.get $n))
    (call $writeSamples (global.get $decodedCr) (i32.const 8) (local.get $n)))

  (func $writeSamples (param $plane i32) (param $size i32) (param $n i32)
    (local $stride i32) (local $at i32) (local $left i32) (local $x i32)
    (local.set $stride (i32.mul (global.get $columns) (local.get $size)))
    (local.set $at (i32.add (local.get $plane) (call $squareAt (local.get $n) (local.get $size))))
    (local.set $left (local.get $size))
    (loop $nextRow
      (local.set $x (i32.const 0))
      (loop $next
        (call $put
          (i32.const 32)
          (call $swapBytes (i32.load (i32.add (local.get $at) (local.get $x)))))
        (local.set $x (i32.add (local.get $x) (i32.const 4)))
        (br_if $next (i32.lt_u (local.get $x) (local.get $size))))
      (local.set $at (i32.add (local.get $at) (local.get $stride)))
      (local.set $left (i32.sub (local.get $left) (i32.const 1)))
      (br_if $nextRow (local.get $left))))
