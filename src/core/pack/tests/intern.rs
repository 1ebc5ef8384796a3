//! Keys seen before.

use super::super::{
    intern::{Keys, Place},
    words::Words,
};

fn place(keys: &mut Keys, key: &str) -> Place {
    let words = Words::load(key.as_bytes(), key.len()).unwrap();
    keys.place(words, key.len() as u32)
}

#[test]
fn a_key_keeps_its_slot() {
    let mut keys = Keys::new();
    let Place::New(slot) = place(&mut keys, "name") else {
        panic!("known before it was seen");
    };
    assert_eq!(place(&mut keys, "name"), Place::Known(slot));
}

#[test]
fn a_newcomer_takes_the_slot() {
    let mut keys = Keys::new();
    let names: Vec<_> = (0..1000).map(|i| format!("key{i}")).collect();
    let slots: Vec<_> = names.iter().map(|name| place(&mut keys, name)).collect();
    let Place::New(slot) = slots[0] else {
        panic!("known before it was seen");
    };
    assert!(slots[1..].contains(&Place::New(slot)));
    assert_eq!(place(&mut keys, &names[0]), Place::New(slot));
}

#[test]
fn length_tells_zeros_from_nothing() {
    let mut keys = Keys::new();
    place(&mut keys, "a");
    assert!(matches!(place(&mut keys, "a\0"), Place::New(_)));
}

#[test]
fn reset_forgets() {
    let mut keys = Keys::new();
    place(&mut keys, "");
    assert!(matches!(place(&mut keys, ""), Place::Known(_)));
    keys.reset();
    assert!(matches!(place(&mut keys, ""), Place::New(_)));
}
