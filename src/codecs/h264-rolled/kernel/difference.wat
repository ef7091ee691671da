  ;; How different a prediction is from the source, as SATD: the sum of the absolute values of the difference after a
  ;; Hadamard transform, which tells better than the difference itself what it takes to code it. Its last step would be
  ;; |a + b| + |a - b|, which is twice the larger one.

  ;; Of a 4×4 block, two rows a vector
  (func $satdOfBlock (param $ab v128) (param $cd v128) (result i32)
    (local $sums v128) (local $differences v128)
    (local.set $sums (i16x8.add (local.get $ab) (local.get $cd)))
    (local.set $differences (i16x8.sub (local.get $ab) (local.get $cd)))
    (local.set $ab
      (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $sums) (local.get $differences)))
    (local.set $cd
      (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $sums) (local.get $differences)))
    (local.set $sums (i16x8.add (local.get $ab) (local.get $cd)))
    (local.set $differences (i16x8.sub (local.get $ab) (local.get $cd)))
    ;; Along rows: what is two apart, then what is beside each other
    (local.set $ab
      (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $sums) (local.get $differences)))
    (local.set $cd
      (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $sums) (local.get $differences)))
    (local.set $sums (i16x8.abs (i16x8.add (local.get $ab) (local.get $cd))))
    (local.set $differences (i16x8.abs (i16x8.sub (local.get $ab) (local.get $cd))))
    (call $sum
      (i32x4.dot_i16x8_s
        (i16x8.add
          (i16x8.max_s (local.get $sums) (i32x4.shr_u (local.get $sums) (i32.const 16)))
          (i16x8.max_s (local.get $differences) (i32x4.shr_u (local.get $differences) (i32.const 16))))
        (v128.const i16x8 2 0 2 0 2 0 2 0))))

  ;; Of two 4×4 blocks beside each other, a row a vector: four sums
  (func $satd (param $a v128) (param $b v128) (param $c v128) (param $d v128) (result v128)
    (local $ab v128) (local $cd v128)
    (local.set $ab (i16x8.add (local.get $a) (local.get $b)))
    (local.set $b (i16x8.sub (local.get $a) (local.get $b)))
    (local.set $cd (i16x8.add (local.get $c) (local.get $d)))
    (local.set $d (i16x8.sub (local.get $c) (local.get $d)))
    (i32x4.dot_i16x8_s
      (i16x8.add
        (call $satdAcross
          (i16x8.add (local.get $ab) (local.get $cd))
          (i16x8.sub (local.get $ab) (local.get $cd)))
        (call $satdAcross
          (i16x8.add (local.get $b) (local.get $d))
          (i16x8.sub (local.get $b) (local.get $d))))
      (v128.const i16x8 2 0 2 0 2 0 2 0)))

  ;; Along rows of four: half the sum of absolute values in every other word
  (func $satdAcross (param $ab v128) (param $cd v128) (result v128)
    (local $sums v128) (local $differences v128)
    (local.set $sums
      (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $ab) (local.get $cd)))
    (local.set $differences
      (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $ab) (local.get $cd)))
    (local.set $ab (i16x8.abs (i16x8.add (local.get $sums) (local.get $differences))))
    (local.set $cd (i16x8.abs (i16x8.sub (local.get $sums) (local.get $differences))))
    (i16x8.add
      (i16x8.max_s (local.get $ab) (i32x4.shr_u (local.get $ab) (i32.const 16)))
      (i16x8.max_s (local.get $cd) (i32x4.shr_u (local.get $cd) (i32.const 16)))))

  (func $sum (param $four v128) (result i32)
    (local.set $four
      (i32x4.add
        (local.get $four)
        (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $four) (local.get $four))))
    (i32.add (i32x4.extract_lane 0 (local.get $four)) (i32x4.extract_lane 1 (local.get $four))))
