// What is packed and unpacked, and how many times faster than js-binarypack it
// has to be: `pack` and `unpack` in Chromium. In Firefox it is FIREFOX at most.

const range = (length, item) => Array.from({ length }, (_, i) => item(i));

function game(i) {
	return { type: "move", id: i, x: 100 + i * 0.25, y: -48.5 - i, angle: 1.5707963, keys: ["up", "fire"], alive: true };
}

function document() {
	return range(120, (i) => ({
		id: `5f8d04${i}b9`,
		index: i,
		isActive: i % 3 === 0,
		balance: i * 1234.56,
		name: `Person number ${i}`,
		email: `person${i}@example.com`,
		about: "Lorem ipsum dolor sit amet, consectetur adipiscing elit. ".repeat(4),
		tags: ["alpha", "beta", "gamma", `tag ${i}`],
		friends: range(3, (j) => ({ id: j, name: `Friend ${i}-${j}` })),
		manager: null,
	}));
}

const bytes = (length) => new Uint8Array(length).fill(7);

export const FIREFOX = { pack: 45, unpack: 1.3 };

export const PAYLOADS = [
	{ name: "game message", make: () => game(1), pack: 50, unpack: 2.7 },
	{ name: "chat object", make: () => ({ from: "ada", to: "grace", text: "See you at eight, then? I'll bring the slides and something to eat.", at: 1700000000000, id: "k3j5h2" }), pack: 35, unpack: 2.7 },
	{ name: "42", make: () => 42, pack: 1, unpack: 1 },
	{ name: "'hello'", make: () => "hello", pack: 1, unpack: 1 },
	{ name: "300 distinct game messages", make: () => range(300, game), each: true, pack: 50, unpack: 2.7 },
	{ name: "60 KB document", make: document, pack: 50, unpack: 2.7 },
	{ name: "1,000 integers", make: () => range(1000, (i) => i * 37 - 5000), pack: 50, unpack: 4 },
	{ name: "9,000 integers", make: () => range(9000, (i) => i * 37 - 50000), pack: 50, unpack: 4 },
	{ name: "1,000 floats", make: () => range(1000, (i) => i / 7), pack: 50, unpack: 18 },
	{ name: "9,000 floats", make: () => range(9000, (i) => i / 7), pack: 50, unpack: 18 },
	{ name: "1.8 MB string", make: () => "The quick brown fox. ".repeat(90_000), pack: 4.5, unpack: 25 },
	{ name: "16 KB binary", isBinary: true, make: () => bytes(16 << 10), pack: 1, unpack: 1 },
	{ name: "1 MB binary", isBinary: true, make: () => bytes(1 << 20), pack: 1, unpack: 1 },
	{ name: "64 MB binary", isBinary: true, make: () => bytes(64 << 20), pack: 1, unpack: 1 },
	{ name: "file chunk of 64 KB", isBinary: true, make: () => ({ name: "holiday.mp4", size: 734_003_200, chunk: bytes(64 << 10) }), pack: 1, unpack: 1 },
	{ name: "10,000 small objects", make: () => range(10_000, (i) => ({ id: i, x: i / 2, ok: i % 2 === 0 })), pack: 50, unpack: 2.7 },
];
