//! One test a family of markers: what the writer appends.

use super::super::{binarypack::BinaryPack, encode::Writer};

fn written(write: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut room = [0xee; 64];
    let mut writer = Writer::new(&mut room, 0);
    write(&mut writer);
    let len = writer.written().unwrap();
    room[..len].to_vec()
}

fn number(value: f64) -> Vec<u8> {
    written(|writer| writer.number(value))
}

fn float64(value: f64) -> Vec<u8> {
    let mut bytes = vec![0xcb];
    bytes.extend(value.to_be_bytes());
    bytes
}

#[test]
fn nil_and_booleans() {
    assert_eq!(written(|writer| writer.nil()), [0xc0]);
    assert_eq!(written(|writer| writer.boolean(false)), [0xc2]);
    assert_eq!(written(|writer| writer.boolean(true)), [0xc3]);
}

#[test]
fn integers_take_the_shortest_form() {
    assert_eq!(number(0.0), [0]);
    assert_eq!(number(127.0), [0x7f]);
    assert_eq!(number(128.0), [0xcc, 128]);
    assert_eq!(number(255.0), [0xcc, 255]);
    assert_eq!(number(256.0), [0xcd, 1, 0]);
    assert_eq!(number(65_535.0), [0xcd, 255, 255]);
    assert_eq!(number(65_536.0), [0xce, 0, 1, 0, 0]);
    assert_eq!(number(4_294_967_295.0), [0xce, 255, 255, 255, 255]);
    assert_eq!(number(4_294_967_296.0), [0xd3, 0, 0, 0, 1, 0, 0, 0, 0]);
    assert_eq!(number(-1.0), [0xff]);
    assert_eq!(number(-32.0), [0xe0]);
    assert_eq!(number(-33.0), [0xd0, 0xdf]);
    assert_eq!(number(-128.0), [0xd0, 0x80]);
    assert_eq!(number(-129.0), [0xd1, 0xff, 0x7f]);
    assert_eq!(number(-32_768.0), [0xd1, 0x80, 0]);
    assert_eq!(number(-32_769.0), [0xd2, 0xff, 0xff, 0x7f, 0xff]);
    assert_eq!(number(-2_147_483_648.0), [0xd2, 0x80, 0, 0, 0]);
}

#[test]
fn negative_zero_goes_as_zero() {
    // An old decoder reads its float64 as 1.1e-308.
    assert_eq!(number(-0.0), [0]);
}

#[test]
fn integers_an_old_decoder_misreads_go_as_float64() {
    for value in [
        -2_147_483_649.0,
        -10_000_000_000.0,
        9_223_372_036_854_775_808.0,
        18_446_744_073_709_551_616.0,
        1e20,
        -1e20,
        f64::MAX,
    ] {
        assert_eq!(number(value), float64(value), "{value}");
    }
}

#[test]
fn integers_an_old_decoder_reads_right_go_as_64_bits() {
    assert_eq!(
        number(-2_147_485_696.0),
        [0xd3, 0xff, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xf8, 0]
    );
    assert_eq!(
        number(9_223_372_036_854_777_856.0),
        [0xcf, 0x80, 0, 0, 0, 0, 0, 8, 0]
    );
}

#[test]
fn fractions_and_what_is_no_number_go_as_float64() {
    for value in [
        0.5,
        -0.1,
        7.999999999999999,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::MIN_POSITIVE,
        5e-324,
    ] {
        assert_eq!(number(value), float64(value), "{value}");
    }
}

#[test]
fn all_nans_are_one() {
    let payload = f64::from_bits(0xfff8_dead_beef_0000);
    assert_eq!(number(payload), [0xcb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0]);
}

#[test]
fn headers_grow_with_the_length() {
    type Header = fn(&mut Writer, u32);
    let families: [(Header, u8, u8, u8); 4] = [
        (|writer, len| writer.string(len), 0xb0, 0xd8, 0xd9),
        (|writer, len| writer.binary(len), 0xa0, 0xda, 0xdb),
        (|writer, len| writer.array(len), 0x90, 0xdc, 0xdd),
        (|writer, len| writer.map(len), 0x80, 0xde, 0xdf),
    ];
    for (header, fix, short, long) in families {
        let header = |len| written(|writer| header(writer, len));
        assert_eq!(header(0), [fix]);
        assert_eq!(header(15), [fix | 15]);
        assert_eq!(header(16), [short, 0, 16]);
        assert_eq!(header(65_535), [short, 255, 255]);
        assert_eq!(header(65_536), [long, 0, 1, 0, 0]);
        assert_eq!(header(u32::MAX), [long, 255, 255, 255, 255]);
    }
}

#[test]
fn short_writes_no_more_than_it_is_told() {
    let bytes = written(|writer| {
        writer.short(*b"abcdefghijklmnop", 3);
        writer.short(*b"ABCDEFGHIJKLMNOP", 16);
        writer.short(*b"________________", 0);
    });
    assert_eq!(bytes, b"abcABCDEFGHIJKLMNOP");
}

#[test]
fn starts_behind_what_is_there() {
    let mut room = *b"abcdef";
    let mut writer: Writer = Writer::new(&mut room, 2);
    writer.raw(b"x");
    assert_eq!(writer.written(), Some(3));
    assert_eq!(&room, b"abxdef");
}

#[test]
fn tells_when_the_room_ran_out() {
    let writes: [fn(&mut Writer); 5] = [
        |writer| writer.nil(),
        |writer| writer.number(0.5),
        |writer| writer.array(70_000),
        |writer| writer.raw(b"abc"),
        |writer| writer.short([0; 16], 3),
    ];
    for write in writes {
        let mut room = [0xee; 20];
        let mut writer: Writer = Writer::new(&mut room, 20);
        write(&mut writer);
        assert_eq!(writer.written(), None);
        // For good.
        writer.raw(&[]);
        assert_eq!(writer.written(), None);
        assert_eq!(room, [0xee; 20]);
    }
    let writer: Writer = Writer::new(&mut [], 1);
    assert_eq!(writer.written(), None);
}

#[test]
fn a_wide_header_leaves_alone_what_is_behind_it() {
    for (len, header) in [
        (300, &[0xd8, 1, 44][..]),
        (70_000, &[0xd9, 0, 1, 0x11, 0x70]),
    ] {
        let mut room = [0xee; 16];
        Writer::<BinaryPack>::new(&mut room, 0).string(len);
        let (written, rest) = room.split_at(header.len());
        assert_eq!(written, header);
        assert!(rest.iter().all(|&byte| byte == 0xee));
    }
}
