  ;; Intra 16×16 macroblocks of luma: prediction (8.3.3), and which mode. Each one is predicted in $wholes before it is
  ;; compared.

  ;; Writes a mode's prediction.
  (func $predictWhole (param $mode i32)
    (local $to i32) (local $end i32) (local $row v128) (local $at i32)
    (if (i32.eq (local.get $mode) (i32.const 3))
      (then
        (call $predictPlane)
        (return)))
    (local.set $to (call $wholeOf (local.get $mode)))
    (local.set $end (i32.add (local.get $to) (i32.const 256)))
    (local.set $at (i32.sub (global.get $decoded) (i32.const 1)))
    (if (i32.eqz (local.get $mode))
      (then
        (local.set $row (v128.load (i32.sub (global.get $decoded) (global.get $stride))))))
    (if (i32.eq (local.get $mode) (i32.const 2))
      (then (local.set $row (i8x16.splat (call $meanAround)))))
    (loop $next
      (if (i32.eq (local.get $mode) (i32.const 1))
        (then (local.set $row (v128.load8_splat (local.get $at)))))
      (v128.store (local.get $to) (local.get $row))
      (local.set $at (i32.add (local.get $at) (global.get $stride)))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))

  (func $wholeOf (param $mode i32) (result i32)
    (i32.add (global.get $wholes) (i32.shl (local.get $mode) (i32.const 8))))

  ;; Of all neighbours, or of those there are (8.3.3.3)
  (func $meanAround (result i32)
    (local $above i32) (local $beside i32)
    (local.set $above
      (call $sumOf (i32.sub (global.get $decoded) (global.get $stride)) (i32.const 1) (i32.const 16)))
    (local.set $beside
      (call $sumOf (i32.sub (global.get $decoded) (i32.const 1)) (global.get $stride) (i32.const 16)))
    (if (i32.and (global.get $left) (global.get $top))
      (then
        (return
          (i32.shr_u (i32.add (i32.add (local.get $above) (local.get $beside)) (i32.const 16)) (i32.const 5)))))
    (if (global.get $left)
      (then (return (i32.shr_u (i32.add (local.get $beside) (i32.const 8)) (i32.const 4)))))
    (if (global.get $top)
      (then (return (i32.shr_u (i32.add (local.get $above) (i32.const 8)) (i32.const 4)))))
    (i32.const 128))

  ;; The sum of so many samples, so far apart.
  (func $sumOf (param $at i32) (param $step i32) (param $count i32) (result i32)
    (local $sum i32)
    (loop $next
      (local.set $sum (i32.add (local.get $sum) (i32.load8_u (local.get $at))))
      (local.set $at (i32.add (local.get $at) (local.get $step)))
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (br_if $next (local.get $count)))
    (local.get $sum))

  ;; How neighbours rise around their middle: H and V of 8.3.3.4 and 8.3.4.4.
  (func $rise (param $middle i32) (param $step i32) (param $half i32) (result i32)
    (local $sum i32) (local $way i32) (local $n i32)
    (loop $next
      (local.set $n (i32.add (local.get $n) (i32.const 1)))
      (local.set $way (i32.add (local.get $way) (local.get $step)))
      (local.set $sum
        (i32.add
          (local.get $sum)
          (i32.mul
            (local.get $n)
            (i32.sub
              (i32.load8_u (i32.add (local.get $middle) (local.get $way)))
              (i32.load8_u (i32.sub (local.get $middle) (local.get $way)))))))
      (br_if $next (i32.lt_u (local.get $n) (local.get $half))))
    (local.get $sum))

  ;; A plane through the neighbours (8.3.3.4); a row in two vectors
  (func $predictPlane
    (local $to i32) (local $end i32) (local $above i32) (local $beside i32) (local $right i32)
    (local $first v128) (local $second v128) (local $down v128)
    (local.set $above (i32.sub (global.get $decoded) (global.get $stride)))
    (local.set $beside (i32.sub (global.get $decoded) (i32.const 1)))
    (local.set $right
      (call $slope (call $rise (i32.add (local.get $above) (i32.const 7)) (i32.const 1) (i32.const 8)) (i32.const 5)))
    (local.set $end
      (call $slope
        (call $rise
          (i32.add (local.get $beside) (i32.mul (i32.const 7) (global.get $stride)))
          (global.get $stride)
          (i32.const 8))
        (i32.const 5)))
    (local.set $down (i16x8.splat (local.get $end)))
    ;; At the first sample: 16 times the mean of the far corners, less 7 steps each way, and what rounds
    (local.set $first
      (i16x8.add
        (i16x8.splat
          (i32.add
            (i32.shl
              (i32.add
                (i32.load8_u offset=15 (local.get $above))
                (i32.load8_u (i32.add (local.get $beside) (i32.mul (i32.const 15) (global.get $stride)))))
              (i32.const 4))
            (i32.sub
              (i32.const 16)
              (i32.mul (i32.const 7) (i32.add (local.get $right) (local.get $end))))))
        (i16x8.mul (i16x8.splat (local.get $right)) (v128.const i16x8 0 1 2 3 4 5 6 7))))
    (local.set $second
      (i16x8.add (local.get $first) (i16x8.splat (i32.shl (local.get $right) (i32.const 3)))))
    (local.set $to (call $wholeOf (i32.const 3)))
    (local.set $end (i32.add (local.get $to) (i32.const 256)))
    (loop $next
      (v128.store (local.get $to)
        (i8x16.narrow_i16x8_u
          (i16x8.shr_s (local.get $first) (i32.const 5))
          (i16x8.shr_s (local.get $second) (i32.const 5))))
      (local.set $first (i16x8.add (local.get $first) (local.get $down)))
      (local.set $second (i16x8.add (local.get $second) (local.get $down)))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))

  (func $slope (param $rise i32) (param $factor i32) (result i32)
    (i32.shr_s
      (i32.add (i32.mul (local.get $factor) (local.get $rise)) (i32.const 32))
      (i32.const 6)))

  ;; SATD of a mode; stops, at any number above, where it is above the limit.
  (func $differenceOfWhole (param $mode i32) (param $limit i32) (result i32)
    (local $from i32) (local $at i32) (local $end i32) (local $sum i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $e v128) (local $f v128) (local $g v128) (local $h v128)
    (local.set $from (global.get $source))
    (local.set $at (call $wholeOf (local.get $mode)))
    (local.set $end (i32.add (local.get $at) (i32.const 256)))
    (loop $next
      (local.set $a (v128.load (local.get $from)))
      (local.set $e (v128.load (local.get $at)))
      (local.set $from (i32.add (local.get $from) (global.get $stride)))
      (local.set $b (v128.load (local.get $from)))
      (local.set $f (v128.load offset=16 (local.get $at)))
      (local.set $from (i32.add (local.get $from) (global.get $stride)))
      (local.set $c (v128.load (local.get $from)))
      (local.set $g (v128.load offset=32 (local.get $at)))
      (local.set $from (i32.add (local.get $from) (global.get $stride)))
      (local.set $d (v128.load (local.get $from)))
      (local.set $h (v128.load offset=48 (local.get $at)))
      (local.set $from (i32.add (local.get $from) (global.get $stride)))
      (local.set $sum
        (i32.add
          (local.get $sum)
          (call $sum
            (i32x4.add
              (call $satd
                (call $upperLess (local.get $a) (local.get $e))
                (call $upperLess (local.get $b) (local.get $f))
                (call $upperLess (local.get $c) (local.get $g))
                (call $upperLess (local.get $d) (local.get $h)))
              (call $satd
                (call $lowerLess (local.get $a) (local.get $e))
                (call $lowerLess (local.get $b) (local.get $f))
                (call $lowerLess (local.get $c) (local.get $g))
                (call $lowerLess (local.get $d) (local.get $h)))))))
      (local.set $at (i32.add (local.get $at) (i32.const 64)))
      (br_if $next
        (i32.and
          (i32.lt_u (local.get $at) (local.get $end))
          (i32.lt_s (local.get $sum) (local.get $limit)))))
    (local.get $sum))

  ;; The mode that differs least, and by how much.
  (func $chooseWhole (result i32 i32)
    (local $modes i32) (local $mode i32) (local $best i32) (local $difference i32) (local $least i32)
    (local.set $least (i32.const 0x7fffffff))
    (local.set $modes
      (if (result i32) (global.get $left)
        (then (select (i32.const 0xf) (i32.const 0x6) (global.get $top)))
        (else (select (i32.const 0x5) (i32.const 0x4) (global.get $top)))))
    (if (i32.and (global.get $recurs) (i32.xor (global.get $left) (global.get $top)))
      (then (local.set $modes (i32.and (local.get $modes) (i32.const 0x3)))))
    (loop $next
      (local.set $mode (i32.ctz (local.get $modes)))
      (call $predictWhole (local.get $mode))
      (local.set $difference (call $differenceOfWhole (local.get $mode) (local.get $least)))
      (if (i32.lt_s (local.get $difference) (local.get $least))
        (then
          (local.set $least (local.get $difference))
          (local.set $best (local.get $mode))))
      (local.set $modes (i32.and (local.get $modes) (i32.sub (local.get $modes) (i32.const 1))))
      (br_if $next (local.get $modes)))
    (local.get $best)
    (local.get $least))
