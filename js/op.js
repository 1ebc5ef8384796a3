// The operations of the classes, as in src/api/op.rs: what `call` dispatches by.

export const PEER_START = 0;
export const PEER_MESSAGE = 1;
export const PEER_SOCKET_ERROR = 2;
export const PEER_SOCKET_LOST = 3;
export const PEER_SOCKET_CLOSED = 4;
export const PEER_ADD = 5;
export const PEER_CLOSE_ALL = 6;
export const PEER_RECONNECT = 7;
export const PEER_REMOVE_CONNECTION = 10;
export const PEER_TAKE_MESSAGES = 11;

export const SOCKET_SEND = 21;

export const DATA_START = 30;
export const DATA_ATTACH = 31;
export const DATA_MESSAGE = 32;
export const DATA_REFUSE = 33;
export const DATA_CLOSE = 34;

export const BUFFERED_SEND = 41;
export const BUFFERED_CLOSE = 42;
export const RAW_CLOSE = 43;
export const BINARY_SEND = 44;
export const JSON_SEND = 45;
export const RECEIVE = 46;
export const SEND_ASYNC = 47;
export const ABORT = 48;
export const READY = 49;

export const MEDIA_START = 50;
export const MEDIA_ATTACH = 51;
export const MEDIA_MESSAGE = 52;
export const MEDIA_ANSWER = 53;
export const MEDIA_STREAM = 54;
export const MEDIA_CLOSE = 55;

export const SOCKET_OPENED = 110;
export const SOCKET_FRAME = 111;
export const SOCKET_CLOSED = 112;
export const SOCKET_HEARTBEAT = 113;

export const PUMP = 140;
export const DELIVER = 144;
export const PUMP_OUT = 145;
