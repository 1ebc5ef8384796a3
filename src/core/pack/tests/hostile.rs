//! Bytes that nobody means well with: one failure, little memory, little time.

use super::super::{
    binarypack::BinaryPack,
    nesting::{MAX_DEPTH, MAX_OBJECTS},
    to_tape::{End, Extent, Failure, Tape, Unpacker, WINDOW_MIN},
};
use super::{decode, encode, value::Value, walker::Decoder};

#[test]
fn announced_lengths_cost_nothing() {
    for marker in [0xd9, 0xdb, 0xdd, 0xdf] {
        let bytes = [marker, 0xff, 0xff, 0xff, 0xff];
        let mut tape = Tape::new();
        let step =
            Unpacker::new().step::<BinaryPack>(&bytes, Extent::whole(bytes.len()), &mut tape);
        assert_eq!(step, Err((Failure::CutShort, 5)), "{marker:#x}");
        // Nothing for JavaScript to allocate.
        assert_eq!(tape.ops_len(), 0);
    }
}

#[test]
fn nested_announcements_share_what_there_is() {
    // Each array alone could be true.
    let mut bytes = Vec::new();
    for _ in 0..1000 {
        bytes.extend([0xdc, 0x0f, 0x00]);
    }
    bytes.resize(4000, 0xc0);
    let mut decoder = Decoder::new();
    assert_eq!(
        decoder.decode_as::<BinaryPack>(&bytes, 4000),
        Err((Failure::CutShort, 6))
    );
}

#[test]
fn a_message_cut_anywhere_is_cut_short() {
    let bytes = encode(&Value::Map(vec![
        (
            Value::String("numbers".into()),
            Value::Array([1.0, -1.0, 300.0, 0.5, 1e9].map(Value::Number).to_vec()),
        ),
        (
            Value::String("a longer key than sixteen".into()),
            Value::String("é".repeat(40)),
        ),
        (
            Value::String("nested".into()),
            Value::Array(vec![Value::Map(vec![]), Value::Boolean(true)]),
        ),
        (Value::String("payload".into()), Value::Binary(vec![9; 300])),
        (Value::String("end".into()), Value::Nil),
    ]));
    let mut decoder = Decoder::new();
    for len in 0..bytes.len() {
        let Err((failure, at)) = decoder.decode_as::<BinaryPack>(&bytes[..len], 1000) else {
            panic!("{len} of {} bytes are read as a message", bytes.len());
        };
        assert_eq!(failure, Failure::CutShort);
        assert!(at <= len);
    }
    assert!(decoder.decode_as::<BinaryPack>(&bytes, 1000).is_ok());
}

#[test]
fn nests_to_the_limit_and_no_deeper() {
    let mut bytes = vec![0x91; MAX_DEPTH];
    bytes.push(0xc0);
    let mut tape = Tape::new();
    let step = Unpacker::new().step::<BinaryPack>(&bytes, Extent::whole(bytes.len()), &mut tape);
    assert!(step.is_ok_and(|step| step.end == End::Done));

    bytes.insert(0, 0x91);
    let step = Unpacker::new().step::<BinaryPack>(&bytes, Extent::whole(bytes.len()), &mut tape);
    assert_eq!(step, Err((Failure::TooDeep, MAX_DEPTH + 1)));
}

#[test]
fn holds_objects_to_the_limit_and_no_more() {
    for object in [0x80, 0x90, 0xa0] {
        let mut bytes = vec![0xdd];
        bytes.extend(MAX_OBJECTS.to_be_bytes());
        bytes.resize(5 + MAX_OBJECTS as usize, object);
        // The array around them is one, too.
        let end = Err((Failure::TooMany, bytes.len()));
        assert_eq!(last_step(&bytes), end, "{object:#x}");
        bytes.pop();
        bytes.push(0xc0);
        assert_eq!(last_step(&bytes), Ok(End::Done), "{object:#x}");
    }
}

/// How the last step over a message ends, or its failure and the offset of that.
fn last_step(bytes: &[u8]) -> Result<End, (Failure, usize)> {
    let (mut unpacker, mut tape) = (Unpacker::new(), Tape::new());
    let mut base = 0;
    loop {
        let rest = &bytes[base..];
        let step = unpacker.step::<BinaryPack>(rest, Extent::whole(rest.len()), &mut tape);
        let step = step.map_err(|(failure, at)| (failure, base + at))?;
        if step.end != End::Paused {
            return Ok(step.end);
        }
        base += step.used;
    }
}

#[test]
fn a_container_is_no_key() {
    assert_eq!(decode(&[0x81, 0x90, 0xc0]), Err((Failure::Key, 2)));
    assert_eq!(decode(&[0x81, 0x80, 0xc0]), Err((Failure::Key, 2)));
    // In a value, after a key, it is none either.
    assert!(decode(&[0x81, 0xb0, 0x81, 0xb0, 0xc0]).is_ok());
}

/// Steps over few bytes each would make a message's time the square of its
/// length.
#[test]
fn every_step_but_the_last_uses_up_a_good_part_of_its_window() {
    let window = 32 * 1024;
    let units: [&[u8]; 10] = [
        b"\xc0",
        b"\x05",
        b"\xff",
        b"\xcb\x3f\xb9\x99\x99\x99\x99\x99\x9a",
        b"\x90",
        b"\x81\xb0\xc0",
        b"\x81\xb1\xc3\xc0",
        b"\xa0",
        b"\xb1\xc3",
        b"\xb4caf\xe9",
    ];
    for unit in units {
        let count = 100_000_u32;
        let mut bytes = vec![0xdd];
        bytes.extend(count.to_be_bytes());
        bytes.extend(unit.repeat(count as usize));
        let mut decoder = Decoder::new();
        assert!(decoder.decode_as::<BinaryPack>(&bytes, window).is_ok());
        for used in decoder.steps {
            assert!(used >= window / 5, "{used} bytes of {unit:x?}");
        }
    }
}

#[test]
fn strings_longer_than_half_a_window_do_not_stall() {
    let mut bytes = vec![0xdc, 0, 100];
    for _ in 0..100 {
        bytes.extend([0xd8, 0x10, 0x00]);
        bytes.extend([b'x'; 4096]);
    }
    let mut decoder = Decoder::new();
    assert!(decoder.decode_as::<BinaryPack>(&bytes, WINDOW_MIN).is_ok());
    assert!(decoder.steps.iter().all(|used| *used > 0));
}
