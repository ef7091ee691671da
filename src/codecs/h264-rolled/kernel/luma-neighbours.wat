  ;; Intra 4×4 prediction of luma (8.3.1): whatever the mode, a predicted sample is a neighbour, the mean of two or the
  ;; weighted mean of three in a row. All of these are computed once, and a mode is a table of which one stands where.

  ;; What is predicted from: DC in byte 0, neighbours from the lowest at the left (byte 3, and 2, as it counts twice at
  ;; the end) over the corner (7) to the last at the top right (15); the mean of each and the next; the weighted mean
  ;; around each
  (global $neighbours (mut v128) (v128.const i32x4 0 0 0 0))
  (global $pairs (mut v128) (v128.const i32x4 0 0 0 0))
  (global $triples (mut v128) (v128.const i32x4 0 0 0 0))

  (func $readNeighbours (param $at i32) (param $left i32) (param $top i32) (param $topRight i32)
    (local $beside i32) (local $all v128) (local $before v128) (local $after v128)
    (local.set $beside (i32.sub (local.get $at) (i32.const 1)))
    (local.set $all
      (v128.load64_lane 1 (i32.sub (local.get $at) (global.get $stride)) (local.get $all)))
    (local.set $all
      (v128.load8_lane 7 (i32.sub (local.get $beside) (global.get $stride)) (local.get $all)))
    (local.set $all (v128.load8_lane 6 (local.get $beside) (local.get $all)))
    (local.set $beside (i32.add (local.get $beside) (global.get $stride)))
    (local.set $all (v128.load8_lane 5 (local.get $beside) (local.get $all)))
    (local.set $beside (i32.add (local.get $beside) (global.get $stride)))
    (local.set $all (v128.load8_lane 4 (local.get $beside) (local.get $all)))
    (local.set $beside (i32.add (local.get $beside) (global.get $stride)))
    (local.set $all (v128.load8_lane 3 (local.get $beside) (local.get $all)))
    (local.set $all (v128.load8_lane 2 (local.get $beside) (local.get $all)))
    (if (i32.eqz (local.get $topRight))
      (then
        (local.set $all
          (i8x16.shuffle 0 1 2 3 4 5 6 7 8 9 10 11 11 11 11 11 (local.get $all) (local.get $all)))))
    (local.set $all
      (i8x16.replace_lane 0 (local.get $all)
        (call $meanOfNeighbours (local.get $all) (local.get $left) (local.get $top))))
    (local.set $after
      (i8x16.shuffle 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 15 (local.get $all) (local.get $all)))
    (local.set $before
      (i8x16.shuffle 0 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 (local.get $all) (local.get $all)))
    (global.set $neighbours (local.get $all))
    (global.set $pairs (i8x16.avgr_u (local.get $all) (local.get $after)))
    ;; (a + 2b + c + 2) >> 2 is the rounded mean of b and the mean of a and c that isn't rounded.
    (global.set $triples
      (i8x16.avgr_u
        (local.get $all)
        (i8x16.sub
          (i8x16.avgr_u (local.get $before) (local.get $after))
          (v128.and
            (v128.xor (local.get $before) (local.get $after))
            (v128.const i8x16 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1))))))

  ;; (8.3.1.2.3)
  (func $meanOfNeighbours (param $all v128) (param $left i32) (param $top i32) (result i32)
    (local $sums v128) (local $beside i32) (local $above i32)
    (local.set $sums
      (i32x4.extadd_pairwise_i16x8_u
        (i16x8.extadd_pairwise_i8x16_u
          (v128.and (local.get $all) (v128.const i8x16 0 0 0 -1 -1 -1 -1 0 -1 -1 -1 -1 0 0 0 0)))))
    (local.set $beside
      (i32.add (i32x4.extract_lane 0 (local.get $sums)) (i32x4.extract_lane 1 (local.get $sums))))
    (local.set $above (i32x4.extract_lane 2 (local.get $sums)))
    (if (i32.and (local.get $left) (local.get $top))
      (then
        (return
          (i32.shr_u (i32.add (i32.add (local.get $beside) (local.get $above)) (i32.const 4)) (i32.const 3)))))
    (if (local.get $left)
      (then (return (i32.shr_u (i32.add (local.get $beside) (i32.const 2)) (i32.const 2)))))
    (if (local.get $top)
      (then (return (i32.shr_u (i32.add (local.get $above) (i32.const 2)) (i32.const 2)))))
    (i32.const 128))

  ;; Modes that may be used, a bit each.
  (func $modesAt (param $block i32) (param $left i32) (param $top i32) (result i32)
    (local $modes i32)
    (local.set $modes
      (if (result i32) (local.get $left)
        (then (select (i32.const 0x1ff) (i32.const 0x106) (local.get $top)))
        (else (select (i32.const 0x08d) (i32.const 0x004) (local.get $top)))))
    ;; Without DC, which is another where all neighbours are there.
    (if (i32.and (global.get $recurs) (i32.xor (local.get $left) (local.get $top)))
      (then (local.set $modes (i32.and (local.get $modes) (i32.const 0x1fb)))))
    ;; Without those that take what is at the top right.
    (if (i32.and (global.get $recursAtEnd) (i32.eq (local.get $block) (i32.const 5)))
      (then (local.set $modes (i32.and (local.get $modes) (i32.const 0x177)))))
    (local.get $modes))

  (func $hasTopRight (param $block i32) (param $top i32) (result i32)
    (if (result i32) (i32.eq (local.get $block) (i32.const 5))
      (then (global.get $topRight))
      ;; That of blocks 3, 7, 11, 13 and 15 comes later (6.4.11.4).
      (else
        (i32.and
          (local.get $top)
          (i32.and (i32.shr_u (i32.const 0x5777) (local.get $block)) (i32.const 1))))))
