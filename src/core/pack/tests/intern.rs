//! Keys and short strings seen before.

use super::super::{
    intern::{Interned, Place},
    words::Words,
};

fn place(keys: &mut Interned, key: &str) -> Place {
    let words = Words::load(key.as_bytes(), key.len()).unwrap();
    keys.place(words, key.len() as u32, true)
}

#[test]
fn a_key_keeps_its_slot() {
    let mut keys = Interned::new();
    let Place::New(slot) = place(&mut keys, "name") else {
        panic!("known before it was seen");
    };
    assert_eq!(place(&mut keys, "name"), Place::Known(slot));
}

#[test]
fn a_newcomer_takes_the_slot() {
    let mut keys = Interned::new();
    let names: Vec<_> = (0..1000).map(|i| format!("key{i}")).collect();
    let slots: Vec<_> = names.iter().map(|name| place(&mut keys, name)).collect();
    let Place::New(slot) = slots[0] else {
        panic!("known before it was seen");
    };
    assert!(slots[1..].contains(&Place::New(slot)));
    assert_eq!(place(&mut keys, &names[0]), Place::New(slot));
}

#[test]
fn a_string_gets_a_slot_when_it_comes_again() {
    let mut strings = Interned::new();
    let words = |string: &str| Words::load(string.as_bytes(), string.len()).unwrap();
    let mut place = |string: &str| strings.place(words(string), string.len() as u32, false);
    assert_eq!(place("move"), Place::None);
    let Place::New(slot) = place("move") else {
        panic!("no slot for what came twice");
    };
    assert_eq!(place("move"), Place::Known(slot));
    assert_eq!(place("move\0"), Place::None);
    // Another takes the slot at once, but is not known before it comes again.
    let mut others = (0..).map(|i| format!("other {i}"));
    let other = others.find(|other| words(other).hash() == slot).unwrap();
    assert_eq!(place(&other), Place::None);
    assert_eq!(place("move"), Place::None);
}

#[test]
fn length_tells_zeros_from_nothing() {
    let mut keys = Interned::new();
    place(&mut keys, "a");
    assert!(matches!(place(&mut keys, "a\0"), Place::New(_)));
}

#[test]
fn reset_forgets() {
    let mut keys = Interned::new();
    place(&mut keys, "");
    assert!(matches!(place(&mut keys, ""), Place::Known(_)));
    keys.reset();
    assert!(matches!(place(&mut keys, ""), Place::New(_)));
}
