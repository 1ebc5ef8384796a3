//! The three forms of a point in time.

use super::{
    super::timestamp::{read, write},
    decode, Failure, MsgPack,
};
use crate::core::pack::{
    encode::Writer,
    to_tape::{Extent, Tape, Unpacker, WINDOW_MIN},
};
use proptest::prelude::*;

fn written(milliseconds: f64) -> Vec<u8> {
    let mut room = [0; 32];
    let mut writer = Writer::<MsgPack>::new(&mut room, 0);
    write(&mut writer, milliseconds);
    let len = writer.written().unwrap();
    room[..len].to_vec()
}

#[test]
fn the_shortest_form_that_holds_it() {
    assert_eq!(written(1000.0), [0xd6, 0xff, 0, 0, 0, 1]);
    assert_eq!(written(1.0), [0xd7, 0xff, 0, 0x3d, 0x09, 0, 0, 0, 0, 0]);
    let before_1970 = [255, 255, 255, 255, 255, 255, 255, 255];
    let expected = [&[0xc7, 12, 0xff, 0, 0, 0, 0][..], &before_1970].concat();
    assert_eq!(written(-1000.0), expected);
}

#[test]
fn an_invalid_date_goes_as_1970() {
    assert_eq!(written(f64::NAN), [0xd6, 0xff, 0, 0, 0, 0]);
}

#[test]
fn nanoseconds_are_kept_as_far_as_a_number_does() {
    assert_eq!(read(&[0, 0, 1, 0x90, 0, 0, 0, 0]), Some(0.0001));
}

#[test]
fn other_lengths_are_none() {
    for len in [0, 1, 3, 5, 7, 9, 11, 13, 16] {
        assert_eq!(read(&vec![0; len]), None, "{len}");
        let message = [&[0xc7, len as u8, 0xff], &vec![0; len][..]].concat();
        assert_eq!(decode(&message), Err((Failure::Timestamp, 3)), "{len}");
    }
}

/// Not waited for, either: a window that has all of it may never come.
#[test]
fn a_long_one_fails_at_once() {
    for len in [13_u32, 10_000, 40_000, 1 << 29, u32::MAX] {
        let header = [&[0xc9][..], &len.to_be_bytes(), &[0xff]].concat();
        let whole = [header.clone(), vec![0; len.min(50_000) as usize]].concat();
        for bytes in [header, whole] {
            for window in [WINDOW_MIN, usize::MAX] {
                let mut tape = Box::new(Tape::new());
                let mut unpacker = Unpacker::new();
                let extent = Extent {
                    here: bytes.len(),
                    in_all: 1 << 30,
                };
                let window = &bytes[..bytes.len().min(window)];
                let step = unpacker.step::<MsgPack>(window, extent, &mut tape);
                assert_eq!(step, Err((Failure::Timestamp, 6)), "{len}");
            }
        }
    }
}

proptest! {
    #[test]
    fn a_date_comes_back(milliseconds in -8_640_000_000_000_000_i64..=8_640_000_000_000_000) {
        let bytes = written(milliseconds as f64);
        let header = if bytes[0] == 0xc7 { 3 } else { 2 };
        prop_assert_eq!(read(&bytes[header..]), Some(milliseconds as f64));
    }
}
