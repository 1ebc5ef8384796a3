//! The numbers of the operations that `call` dispatches.
//!
//! Those that JavaScript names stand in `js/op.js` too. Those from 100 on run in
//! callbacks.
#![allow(missing_docs)] // Their names say what they are.

pub const PEER_START: u32 = 0;
pub const PEER_MESSAGE: u32 = 1;
pub const PEER_SOCKET_ERROR: u32 = 2;
pub const PEER_SOCKET_LOST: u32 = 3;
pub const PEER_SOCKET_CLOSED: u32 = 4;
pub const PEER_ADD: u32 = 5;
pub const PEER_CLOSE_ALL: u32 = 6;
pub const PEER_RECONNECT: u32 = 7;
pub const PEER_REMOVE_CONNECTION: u32 = 10;
pub const PEER_TAKE_MESSAGES: u32 = 11;

pub const SOCKET_SEND: u32 = 21;

pub const DATA_START: u32 = 30;
pub const DATA_ATTACH: u32 = 31;
pub const DATA_MESSAGE: u32 = 32;
pub const DATA_REFUSE: u32 = 33;
pub const DATA_CLOSE: u32 = 34;

pub const BUFFERED_SEND: u32 = 41;
pub const BUFFERED_CLOSE: u32 = 42;
pub const RAW_CLOSE: u32 = 43;
pub const BINARY_SEND: u32 = 44;
pub const JSON_SEND: u32 = 45;
pub const RECEIVE: u32 = 46;
pub const SEND_ASYNC: u32 = 47;
pub const ABORT: u32 = 48;
pub const READY: u32 = 49;

pub const MEDIA_START: u32 = 50;
pub const MEDIA_ATTACH: u32 = 51;
pub const MEDIA_MESSAGE: u32 = 52;
pub const MEDIA_ANSWER: u32 = 53;
pub const MEDIA_STREAM: u32 = 54;
pub const MEDIA_CLOSE: u32 = 55;

// Where a promise is waited for, the operation after is that of its rejection.
pub const PEER_TIMEOUT: u32 = 109;
pub const SOCKET_OPENED: u32 = 110;
pub const SOCKET_FRAME: u32 = 111;
pub const SOCKET_CLOSED: u32 = 112;
pub const SOCKET_HEARTBEAT: u32 = 113;
pub const SOCKET_UNGREETED: u32 = 114;
pub const STEP_TAKEN: u32 = 120;
pub const DESCRIPTION_CREATED: u32 = 122;
pub const DESCRIPTION_SET: u32 = 124;
pub const OFFER_RECEIVED: u32 = 126;
pub const ICE_CANDIDATE: u32 = 160;
pub const ICE_STATE: u32 = 161;
pub const CHANNEL_RECEIVED: u32 = 162;
pub const TRACK_RECEIVED: u32 = 163;
pub const CONNECTION_STATE: u32 = 164;
pub const DATA_OPENED: u32 = 130;
pub const CHANNEL_CLOSED: u32 = 131;
pub const PUMP: u32 = 140;
pub const LOADED: u32 = 142;
pub const LOAD_FAILED: u32 = 143;
pub const DELIVER: u32 = 144;
pub const PUMP_OUT: u32 = 145;
pub const MEDIA_OPENED: u32 = 150;
