// Text to bytes and back. Where there is neither, as in jsdom, importing works all the same.

const { TextDecoder, TextEncoder } = globalThis;

export const encoder = TextEncoder && new TextEncoder();

/** Text as it is: one that starts with a byte order mark keeps it. */
export const decoder = TextDecoder && new TextDecoder("utf-8", { ignoreBOM: true });

/** Text of JSON, which starts with none. */
export const jsonDecoder = TextDecoder && new TextDecoder();
