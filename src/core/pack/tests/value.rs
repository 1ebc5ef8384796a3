//! What a JavaScript value is to the codec.

use proptest::{collection::vec, prelude::*};

#[derive(Clone, Debug)]
pub enum Value {
    Nil,
    Undefined,
    Boolean(bool),
    Number(f64),
    String(String),
    Binary(Vec<u8>),
    Array(Vec<Value>),
    Map(Vec<(Value, Value)>),
    /// A Date, in milliseconds since 1970.
    Time(f64),
    Extension(i8, Vec<u8>),
}

impl PartialEq for Value {
    /// As `Object.is` would: -0 differs from 0, and NaN equals NaN.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Nil, Self::Nil) | (Self::Undefined, Self::Undefined) => true,
            (Self::Boolean(a), Self::Boolean(b)) => a == b,
            (Self::Number(a), Self::Number(b)) | (Self::Time(a), Self::Time(b)) => {
                a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan()
            }
            (Self::String(a), Self::String(b)) => a == b,
            (Self::Binary(a), Self::Binary(b)) => a == b,
            (Self::Array(a), Self::Array(b)) => a == b,
            (Self::Map(a), Self::Map(b)) => a == b,
            (Self::Extension(a, b), Self::Extension(c, d)) => (a, b) == (c, d),
            _ => false,
        }
    }
}

/// Values that come back as they were sent, in both formats.
pub fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Nil),
        any::<bool>().prop_map(Value::Boolean),
        any_number().prop_map(Value::Number),
        any_string().prop_map(Value::String),
        vec(any::<u8>(), 0..400).prop_map(Value::Binary),
    ];
    leaf.prop_recursive(5, 120, 24, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..24).prop_map(Value::Array),
            vec((any_string().prop_map(Value::String), inner), 0..24).prop_map(Value::Map),
        ]
    })
}

/// Numbers about the changes of marker as often as any others; no -0, which
/// goes as 0.
pub fn any_number() -> impl Strategy<Value = f64> {
    let near_a_power = (0_i32..66, -3_i8..=3, any::<bool>()).prop_map(|(power, off, negative)| {
        let value = 2_f64.powi(power) + f64::from(off);
        if negative {
            -value
        } else {
            value
        }
    });
    prop_oneof![
        any::<i8>().prop_map(f64::from),
        near_a_power,
        any::<f64>(),
        any::<u64>().prop_map(f64::from_bits),
    ]
    .prop_map(|value| if value == 0.0 { 0.0 } else { value })
}

pub fn any_string() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => vec(0x20_u8..0x7f, 0..20).prop_map(|bytes| bytes.into_iter().map(char::from).collect()),
        2 => vec(any::<char>(), 0..20).prop_map(String::from_iter),
        1 => (vec(any::<char>(), 1..3), 1_usize..3000).prop_map(|(chars, count)| {
            String::from_iter(chars).repeat(count)
        }),
    ]
}
