// window.peerjs, window.Peer and util.

export default {
	"globals": {
		run: async (t) => {
			t.log("new globals", t.newGlobals.sort());
			t.log("peerjs", Object.keys(window.peerjs));
			t.log("the same", window.Peer === window.peerjs.Peer, typeof window.Peer, window.Peer.length);
			t.log("RTCPeerConnections made by loading", t.peerConnections);
		},
		differences: [
			{
				why: "util.supports is computed when it is read: loading the script has no effects",
				peerjs: ["RTCPeerConnections made by loading 1"],
				ours: ["RTCPeerConnections made by loading 0"],
			},
		],
	},

	"getUserMedia, as PeerJS's examples call it": {
		run: async (t) => {
			const getUserMedia = navigator.getUserMedia || navigator.webkitGetUserMedia || navigator.mozGetUserMedia;
			const stream = await new Promise((resolve, reject) => getUserMedia({ video: true, audio: true }, resolve, reject));
			t.log("tracks", stream.getTracks().map(({ kind }) => kind).sort());
			const bound = await new Promise((resolve, reject) => navigator.getUserMedia({ audio: true }, resolve, reject));
			t.log("bound", bound.getTracks().map(({ kind }) => kind));
			for (const track of [stream, bound].flatMap((stream) => stream.getTracks())) track.stop();
			const none = { video: { deviceId: { exact: "none" } } };
			const error = await new Promise((resolve, reject) => navigator.getUserMedia(none, reject, resolve));
			t.log("error", error.name);
		},
	},

	"util: values": {
		run: async (t) => {
			for (const key of ["CLOUD_HOST", "CLOUD_PORT", "chunkedBrowsers", "chunkedMTU", "defaultConfig", "browser", "browserVersion"]) t.log(key, t.util[key]);
			t.log("supports", t.util.supports);
			t.log("supports is kept", t.util.supports === t.util.supports);
			for (const key of ["audioVideo", "data", "binaryBlob", "reliable", "browser", "webRTC"]) t.log(`supports.${key}`, t.util.supports[key]);
		},
	},

	"util: its own properties": {
		run: async (t) => {
			t.log("keys", Object.keys(t.util).sort());
			const copy = { ...t.util };
			t.log("copied", copy.browser, copy.browserVersion, copy.supports);
			for (const key of ["browser", "browserVersion", "supports", "pack", "CLOUD_HOST"]) {
				const { [key]: found } = t.util;
				t.util[key] = "another";
				t.log(key, t.util[key]);
				t.util[key] = found;
			}
		},
	},

	"util.supports.binary": {
		run: async (t) => {
			t.log("binary", t.util.supports.binary);
		},
		differences: [
			{ why: "the documentation promises it; in 1.5.5 it is missing", peerjs: ["binary undefined"], ours: ["binary true"] },
		],
	},

	"util: functions": {
		run: async (t) => {
			const { util } = t;
			for (const key of ["noop", "pack", "unpack", "validateId", "randomToken", "blobToArrayBuffer", "binaryStringToArrayBuffer", "isSecure", "chunk"]) t.log(key, typeof util[key]);
			t.log("noop", util.noop());
			t.log("isSecure", util.isSecure());
			const token = util.randomToken();
			t.log("randomToken", typeof token, /^[a-z0-9]{8,}$/.test(token), util.randomToken() !== token);
			t.log("binaryStringToArrayBuffer", util.binaryStringToArrayBuffer("ab\xff\u0101"));
			const buffer = await new Promise((resolve) => {
				const reader = util.blobToArrayBuffer(new Blob(["abc"]), resolve);
				t.log("blobToArrayBuffer", Object.prototype.toString.call(reader));
			});
			t.log("blobToArrayBuffer", buffer);
		},
	},

	"util.pack and util.unpack": {
		run: async (t) => {
			const { pack, unpack } = t.util;
			const values = [0, 1, -1, 127, 128, 255, 256, 65535, 65536, 4294967295, 4294967296, -32, -33, -128, -129, -32768, -32769, -2147483648, 0.5, -1.25, 1e-5, true, false, null, undefined, "", "text", "é😀", "x".repeat(20), [], [1, [2]], {}, { a: { b: [null] } }, new Uint8Array([1, 2, 3]), new Uint16Array([1, 2]), new ArrayBuffer(2), new Date(0)];
			for (const value of values) {
				const packed = pack(value);
				t.log("pack", value instanceof Date ? "date" : value, value instanceof Date ? packed.byteLength : packed);
				t.log("unpack", value instanceof Date ? "date" : unpack(packed));
			}
			t.log("detached from util", pack.call(undefined, 1), unpack.call(undefined, pack(1)));
			t.log("Blob", await pack(new Blob(["abc"])));
			t.log("Blob inside", await pack([new Blob(["a"]), { b: new Blob(["b"]) }]));
			t.attempt("pack a function", () => pack(() => 1));
			t.log("unpack a view", unpack(new Uint8Array([0x91, 5])));
		},
		differences: [
			{
				why: "a TypeError that names the type and where in the value it is",
				peerjs: ['pack a function throws Error "Type \\"function\\" not yet supported"'],
				ours: ["pack a function throws TypeError"],
			},
		],
	},

	"util.chunk": {
		run: async (t) => {
			for (const size of [0, 1, 16299, 16300, 16301, 40000]) {
				const chunks = t.util.chunk(new ArrayBuffer(size));
				t.log(`chunk ${size}`, chunks.map(({ __peerData, n, total, data }) => [__peerData, n, total, data.byteLength]));
			}
			t.log("keys", Object.keys(t.util.chunk(new ArrayBuffer(1))[0]));
		},
	},
};
