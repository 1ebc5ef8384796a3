//! The three forms of a point in time.

use super::{
    super::timestamp::{read, write},
    decode, Failure, MsgPack,
};
use crate::core::pack::encode::Writer;
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

proptest! {
    #[test]
    fn a_date_comes_back(milliseconds in -8_640_000_000_000_000_i64..=8_640_000_000_000_000) {
        let bytes = written(milliseconds as f64);
        let header = if bytes[0] == 0xc7 { 3 } else { 2 };
        prop_assert_eq!(read(&bytes[header..]), Some(milliseconds as f64));
    }
}
