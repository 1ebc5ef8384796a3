//! What is read can be written, and is then read as the same.

use peerjs_wasm::core::pack::{
    decode::{Reader, Token},
    encode::Writer,
    format::Format,
};

/// Reads tokens from any bytes, writes them, and reads them again.
pub fn tokens<F: Format + Default>(bytes: &[u8]) {
    let mut reader = Reader::<F>::new(bytes);
    while let Some(token) = reader.token() {
        let mut room = [0; 32];
        let mut writer = Writer::<F>::new(&mut room, 0);
        if !write(&mut writer, token) {
            continue;
        }
        let len = writer.written().expect("room for a header or a number");
        let mut again = Reader::<F>::new(&room[..len]);
        assert_eq!(again.token().map(normal), Some(normal(token)));
        assert_eq!(again.at(), len, "{token:?} leaves bytes over");
    }
}

/// Writes a token that a writer has a method for.
fn write<F: Format>(writer: &mut Writer<F>, token: Token) -> bool {
    match token {
        Token::Nil => writer.nil(),
        Token::Boolean(value) => writer.boolean(value),
        Token::Integer(value) => writer.number(f64::from(value)),
        Token::Float(value) => writer.number(value),
        Token::String(len) => writer.string(len),
        Token::Binary(len) => writer.binary(len),
        Token::Array(len) => writer.array(len),
        Token::Map(len) => writer.map(len),
        Token::Extension(len) => writer.extension(5, len),
        Token::Timestamp(_) | Token::Undefined | Token::Forbidden => return false,
    }
    true
}

/// Numbers by value, in the only forms that matter to JavaScript: -0 goes as 0,
/// and there is one NaN.
fn normal(token: Token) -> Token {
    match token {
        Token::Integer(value) => Token::Float(f64::from(value)),
        Token::Float(value) if value.is_nan() => Token::Undefined,
        Token::Float(0.0) => Token::Float(0.0),
        other => other,
    }
}
