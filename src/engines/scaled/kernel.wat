;; What a frame that is scaled along its axes takes most time for, eight samples at a time: rows of a picture are
;; interpolated across, and such rows are mixed with those below them.
;;
;; Samples are levels of a byte in 1/128, as signed words; positions and weights are tables in this memory.
;; `npm run kernel` makes kernel-bytes.ts of this file.
(module
  (memory (export "memory") 1)

  ;; A row of Y′: each sample lies between two neighbours of a row, of which the first is $at bytes from its start.
  ;; $weights: two words a sample, 256 together
  ;; $end: of what is written, a multiple of four samples from $to
  (func (export "acrossLuma")
    (param $from i32) (param $at i32) (param $weights i32) (param $to i32) (param $end i32)
    (local $pairs v128)
    (loop $next
      (local.set $pairs
        (v128.load32_lane 3 (i32.add (local.get $from) (i32.load offset=12 (local.get $at)))
        (v128.load32_lane 2 (i32.add (local.get $from) (i32.load offset=8 (local.get $at)))
        (v128.load32_lane 1 (i32.add (local.get $from) (i32.load offset=4 (local.get $at)))
        (v128.load32_zero (i32.add (local.get $from) (i32.load (local.get $at))))))))
      (local.set $pairs
        (i32x4.shr_s
          (i32x4.add
            (i32x4.dot_i16x8_s (local.get $pairs) (v128.load (local.get $weights)))
            (v128.const i32x4 128 128 128 128))
          (i32.const 8)))
      (v128.store64_lane 0 (local.get $to)
        (i16x8.narrow_i32x4_s (local.get $pairs) (local.get $pairs)))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (local.set $weights (i32.add (local.get $weights) (i32.const 16)))
      (local.set $to (i32.add (local.get $to) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))

  ;; A row of Cb and Cr in turn, for half as many pixels: each is the mean of what two pixels show.
  ;; $at: one a pixel, as above; $weights: both words of a pixel twice
  (func (export "acrossChroma")
    (param $from i32) (param $at i32) (param $weights i32) (param $to i32) (param $end i32)
    (local $first v128) (local $second v128)
    (loop $next
      ;; Cb, Cr of two neighbours at one pixel, and at the next
      (local.set $first
        (v128.load64_lane 1 (i32.add (local.get $from) (i32.load offset=4 (local.get $at)))
        (v128.load64_zero (i32.add (local.get $from) (i32.load (local.get $at))))))
      (local.set $second
        (v128.load64_lane 1 (i32.add (local.get $from) (i32.load offset=12 (local.get $at)))
        (v128.load64_zero (i32.add (local.get $from) (i32.load offset=8 (local.get $at))))))
      ;; Cb, Cr at both
      (local.set $first
        (i32x4.dot_i16x8_s
          (i8x16.shuffle 0 1 4 5 2 3 6 7 8 9 12 13 10 11 14 15 (local.get $first) (local.get $first))
          (v128.load (local.get $weights))))
      (local.set $second
        (i32x4.dot_i16x8_s
          (i8x16.shuffle 0 1 4 5 2 3 6 7 8 9 12 13 10 11 14 15 (local.get $second) (local.get $second))
          (v128.load offset=16 (local.get $weights))))
      (local.set $first
        (i32x4.shr_s
          (i32x4.add
            (i32x4.add
              (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $first) (local.get $second))
              (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $first) (local.get $second)))
            (v128.const i32x4 256 256 256 256))
          (i32.const 9)))
      (v128.store64_lane 0 (local.get $to)
        (i16x8.narrow_i32x4_s (local.get $first) (local.get $first)))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (local.set $weights (i32.add (local.get $weights) (i32.const 32)))
      (local.set $to (i32.add (local.get $to) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))

  ;; A row of bytes, mixed of rows that were interpolated across.
  ;; $rows: where they begin, an even number of them up to $rowsEnd
  ;; $weights: a word for each, 2^14 together
  ;; $end: of what is written, a multiple of eight bytes from $to
  (func (export "down")
    (param $rows i32) (param $rowsEnd i32) (param $weights i32) (param $to i32) (param $end i32)
    (local $column i32) (local $row i32) (local $weight i32)
    (local $a v128) (local $b v128) (local $both v128) (local $low v128) (local $high v128)
    (loop $next
      (local.set $low (v128.const i32x4 0x100000 0x100000 0x100000 0x100000))
      (local.set $high (local.get $low))
      (local.set $row (local.get $rows))
      (local.set $weight (local.get $weights))
      (loop $pair
        (local.set $a (v128.load (i32.add (i32.load (local.get $row)) (local.get $column))))
        (local.set $b (v128.load (i32.add (i32.load offset=4 (local.get $row)) (local.get $column))))
        (local.set $both (v128.load32_splat (local.get $weight)))
        (local.set $low
          (i32x4.add
            (local.get $low)
            (i32x4.dot_i16x8_s
              (i8x16.shuffle 0 1 16 17 2 3 18 19 4 5 20 21 6 7 22 23 (local.get $a) (local.get $b))
              (local.get $both))))
        (local.set $high
          (i32x4.add
            (local.get $high)
            (i32x4.dot_i16x8_s
              (i8x16.shuffle 8 9 24 25 10 11 26 27 12 13 28 29 14 15 30 31 (local.get $a) (local.get $b))
              (local.get $both))))
        (local.set $row (i32.add (local.get $row) (i32.const 8)))
        (local.set $weight (i32.add (local.get $weight) (i32.const 4)))
        (br_if $pair (i32.lt_u (local.get $row) (local.get $rowsEnd))))
      (local.set $a
        (i16x8.narrow_i32x4_s
          (i32x4.shr_s (local.get $low) (i32.const 21))
          (i32x4.shr_s (local.get $high) (i32.const 21))))
      (v128.store64_lane 0 (local.get $to) (i8x16.narrow_i16x8_u (local.get $a) (local.get $a)))
      (local.set $column (i32.add (local.get $column) (i32.const 16)))
      (local.set $to (i32.add (local.get $to) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end))))))
