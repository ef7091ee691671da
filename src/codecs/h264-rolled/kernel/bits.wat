  ;; Writes bits, the first one highest in its byte (7.2, 9.1): the last ones, fewer than 32, are in the low end of a
  ;; word, the others at $bytes.

  (global $word (mut i64) (i64.const 0))
  (global $pending (mut i32) (i32.const 0))
  (global $at (mut i32) (i32.const 0))

  (func (export "begin")
    (global.set $pending (i32.const 0))
    (global.set $at (global.get $bytes))
    ;; Nothing is above the picture.
    (memory.fill (global.get $above) (i32.const 255) (i32.mul (global.get $columns) (i32.const 12))))

  ;; u(n): 0 to 32 bits; the value has no bits above them.
  (func $put (export "put") (param $bits i32) (param $value i32)
    (global.set $word
      (i64.or
        (i64.shl (global.get $word) (i64.extend_i32_u (local.get $bits)))
        (i64.extend_i32_u (local.get $value))))
    (global.set $pending (i32.add (global.get $pending) (local.get $bits)))
    (if (i32.ge_u (global.get $pending) (i32.const 32))
      (then
        (global.set $pending (i32.sub (global.get $pending) (i32.const 32)))
        (i32.store
          (global.get $at)
          (call $swapBytes
            (i32.wrap_i64
              (i64.shr_u (global.get $word) (i64.extend_i32_u (global.get $pending))))))
        (global.set $at (i32.add (global.get $at) (i32.const 4))))))

  (func $swapBytes (param $word i32) (result i32)
    (i32.or
      (i32.and (i32.rotl (local.get $word) (i32.const 8)) (i32.const 0x00ff00ff))
      (i32.and (i32.rotr (local.get $word) (i32.const 8)) (i32.const 0xff00ff00))))

  ;; ue(v), of less than 2^16 - 1
  (func $putUe (param $value i32)
    (local.set $value (i32.add (local.get $value) (i32.const 1)))
    (call $put
      (i32.sub (i32.const 63) (i32.shl (i32.clz (local.get $value)) (i32.const 1)))
      (local.get $value)))

  ;; A code of a table: its length in the upper 16 bits
  (func $putCode (param $at i32)
    (local $code i32)
    (local.set $code (i32.load (local.get $at)))
    (call $put
      (i32.shr_u (local.get $code) (i32.const 16))
      (i32.and (local.get $code) (i32.const 0xffff))))

  ;; Up to the next whole byte
  (func $align
    (call $put (i32.and (i32.sub (i32.const 0) (global.get $pending)) (i32.const 7)) (i32.const 0)))

  ;; Where whole bytes end that were written since the last call: what follows is written from $bytes on again.
  (func (export "take") (result i32)
    (local $end i32)
    (local.set $end (global.get $at))
    (global.set $at (global.get $bytes))
    (local.get $end))

  ;; rbsp_trailing_bits( ) (7.3.2.11); the last bytes, too, are written.
  (func (export "finish")
    (call $put (i32.const 1) (i32.const 1))
    (call $align)
    (loop $next
      (if (global.get $pending)
        (then
          (global.set $pending (i32.sub (global.get $pending) (i32.const 8)))
          (i32.store8
            (global.get $at)
            (i32.wrap_i64 (i64.shr_u (global.get $word) (i64.extend_i32_u (global.get $pending)))))
          (global.set $at (i32.add (global.get $at) (i32.const 1)))
          (br $next)))))
