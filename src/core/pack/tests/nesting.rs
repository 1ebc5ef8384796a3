//! Which container the next value belongs to, and what is refused.

use super::super::nesting::{Nesting, Refusal, MAX_DEPTH, MAX_OBJECTS};

fn one_value() -> Nesting {
    let mut nesting = Nesting::new();
    assert!(nesting.is_done());
    nesting.reset();
    nesting
}

#[test]
fn one_value_and_done() {
    let mut nesting = one_value();
    assert!(!nesting.is_done());
    nesting.take(1);
    assert!(nesting.is_done());
    nesting.reset();
    assert!(!nesting.is_done());
}

#[test]
fn the_last_member_closes_all_that_end_with_it() {
    let mut nesting = one_value();
    nesting.open(1, false, 100).unwrap();
    nesting.open(1, false, 100).unwrap();
    nesting.open(2, false, 100).unwrap();
    nesting.take(1);
    assert!(!nesting.is_done());
    nesting.take(1);
    assert!(nesting.is_done());
}

#[test]
fn an_empty_container_is_complete_at_once() {
    let mut nesting = one_value();
    nesting.open(2, false, 100).unwrap();
    nesting.open(0, true, 100).unwrap();
    assert_eq!(nesting.run(), 1);
    nesting.open(0, false, 100).unwrap();
    assert!(nesting.is_done());
}

#[test]
fn keys_and_values_take_turns() {
    let mut nesting = one_value();
    assert!(!nesting.at_key());
    nesting.open(2, true, 100).unwrap();
    assert!(nesting.at_key());
    nesting.take(1);
    assert!(!nesting.at_key());
    nesting.open(3, false, 100).unwrap();
    assert!(!nesting.at_key());
    nesting.take(3);
    assert!(nesting.at_key());
}

#[test]
fn runs_end_with_their_array_and_are_of_one_in_a_map() {
    let mut nesting = one_value();
    nesting.open(7, false, 100).unwrap();
    assert_eq!(nesting.run(), 7);
    nesting.open(7, true, 100).unwrap();
    assert_eq!(nesting.run(), 1);
}

#[test]
fn all_open_containers_draw_on_the_same_bytes() {
    let mut nesting = one_value();
    nesting.open(6, false, 10).unwrap();
    // The five after this one, and its own.
    assert_eq!(nesting.open(5, false, 9), Err(Refusal::Overdrawn));
    nesting.open(4, false, 9).unwrap();
    // A pair takes two.
    assert_eq!(nesting.open(1, true, 9), Err(Refusal::Overdrawn));
    nesting.open(1, true, 10).unwrap();
}

#[test]
fn the_largest_length_does_not_wrap() {
    let mut nesting = one_value();
    assert_eq!(
        nesting.open(u32::MAX, true, u64::from(u32::MAX)),
        Err(Refusal::Overdrawn)
    );
}

#[test]
fn nests_to_the_limit_and_no_deeper() {
    let mut nesting = one_value();
    for _ in 0..MAX_DEPTH {
        nesting.open(1, false, 100).unwrap();
    }
    assert_eq!(nesting.open(1, false, 100), Err(Refusal::TooDeep));
    nesting.take(1);
    assert!(nesting.is_done());
}

#[test]
fn counts_objects_to_the_limit_of_each_message() {
    let mut nesting = one_value();
    nesting.open(9, false, 100).unwrap();
    for _ in 2..MAX_OBJECTS {
        nesting.count().unwrap();
    }
    nesting.open(0, true, 100).unwrap();
    assert_eq!(nesting.open(0, true, 100), Err(Refusal::TooMany));
    assert_eq!(nesting.count(), Err(Refusal::TooMany));

    nesting.resume([], nesting.objects());
    assert_eq!(nesting.count(), Err(Refusal::TooMany));
    nesting.reset();
    nesting.count().unwrap();
}
