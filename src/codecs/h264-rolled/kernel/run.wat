  ;; Codes macroblocks of a row side by side, from a column up to another one, and writes them.

  ;; The macroblock that is being coded: its number, its first sample of source and decoded; whether mbAddrA, mbAddrB and
  ;; mbAddrC are there (6.4.9)
  (global $n (mut i32) (i32.const 0))
  (global $source (mut i32) (i32.const 0))
  (global $decoded (mut i32) (i32.const 0))
  (global $stride (mut i32) (i32.const 0))
  (global $left (mut i32) (i32.const 0))
  (global $top (mut i32) (i32.const 0))
  (global $topRight (mut i32) (i32.const 0))
  ;; It comes again where all its neighbours are there, and must look the same: it may use no prediction that takes what
  ;; there is, which is DC at the picture's edges, nor samples at the top right where there are none there.
  (global $recurs (mut i32) (i32.const 0))
  (global $recursAtEnd (mut i32) (i32.const 0))
  ;; What SATD it is worth to say an expected mode, and another one; below what difference nothing better is looked for
  (global $expectedModeCost (mut i32) (i32.const 0))
  (global $otherModeCost (mut i32) (i32.const 0))
  (global $flatBlock (mut i32) (i32.const 0))
  (global $flatMacroblock (mut i32) (i32.const 0))
  ;; Whether the columns or rows at the beginning come again, and which column comes again last
  (global $columnsRecur (mut i32) (i32.const 0))
  (global $rowsRecur (mut i32) (i32.const 0))
  (global $lastToRecur (mut i32) (i32.const -1))

  ;; $expected, $other: what SATD it is worth to say modes; $flatBlock, $flat: below what nothing better is looked for
  (func (export "setCosts")
    (param $expected i32) (param $other i32) (param $flatBlock i32) (param $flat i32)
    (global.set $expectedModeCost (local.get $expected))
    (global.set $otherModeCost (local.get $other))
    (global.set $flatBlock (local.get $flatBlock))
    (global.set $flatMacroblock (local.get $flat)))

  (func (export "setRecurring") (param $columns i32) (param $rows i32) (param $last i32)
    (global.set $columnsRecur (local.get $columns))
    (global.set $rowsRecur (local.get $rows))
    (global.set $lastToRecur (local.get $last)))

  (func (export "codeMacroblocks") (param $row i32) (param $first i32) (param $end i32)
    (local $column i32)
    (local.set $column (local.get $first))
    (loop $next
      (call $stand (local.get $column) (local.get $row))
      (call $codeLuma)
      (call $codeChroma)
      (call $writeMacroblock (global.get $n) (local.get $column))
      (local.set $column (i32.add (local.get $column) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $column) (local.get $end)))))

  ;; Takes a macroblock as the one that is being coded.
  (func $stand (param $column i32) (param $row i32)
    (local $way i32)
    (global.set $n (i32.add (i32.mul (local.get $row) (global.get $columns)) (local.get $column)))
    (global.set $column (local.get $column))
    (global.set $stride (i32.shl (global.get $columns) (i32.const 4)))
    (global.set $chromaStride (i32.shl (global.get $columns) (i32.const 3)))
    (local.set $way
      (i32.shl
        (i32.add (i32.mul (local.get $row) (global.get $stride)) (local.get $column))
        (i32.const 4)))
    (global.set $source (i32.add (global.get $sourceLuma) (local.get $way)))
    (global.set $decoded (i32.add (global.get $decodedLuma) (local.get $way)))
    (local.set $way
      (i32.shl
        (i32.add (i32.mul (local.get $row) (global.get $chromaStride)) (local.get $column))
        (i32.const 3)))
    (global.set $sourceOfCb (i32.add (global.get $sourceCb) (local.get $way)))
    (global.set $sourceOfCr (i32.add (global.get $sourceCr) (local.get $way)))
    (global.set $cb (i32.add (global.get $decodedCb) (local.get $way)))
    (global.set $cr (i32.add (global.get $decodedCr) (local.get $way)))
    (global.set $left (i32.ne (local.get $column) (i32.const 0)))
    (global.set $top (i32.ne (local.get $row) (i32.const 0)))
    (global.set $topRight
      (i32.and
        (global.get $top)
        (i32.lt_u (i32.add (local.get $column) (i32.const 1)) (global.get $columns))))
    (global.set $recurs
      (i32.or
        (i32.and (global.get $columnsRecur) (i32.and (global.get $top) (i32.eqz (global.get $left))))
        (i32.and (global.get $rowsRecur) (i32.and (global.get $left) (i32.eqz (global.get $top))))))
    (global.set $recursAtEnd (i32.eq (local.get $column) (global.get $lastToRecur))))

  ;; As 16 blocks or as a whole, whichever differs less from what is predicted
  (func $codeLuma
    (local $mode i32) (local $difference i32)
    (call $chooseWhole)
    (local.set $difference)
    (local.set $mode)
    (if (i32.ge_s (local.get $difference) (global.get $flatMacroblock))
      (then
        (if (call $codeBlocks (local.get $difference)) (then (return)))))
    (call $codeWhole (local.get $mode)))
