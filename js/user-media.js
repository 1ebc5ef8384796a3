// `navigator.getUserMedia`, which no browser has like this any more: PeerJS brings it, as
// part of webrtc-adapter, and its own examples call it, as a function of its own too.

const { navigator } = globalThis;

if (navigator?.mediaDevices?.getUserMedia) {
	// Does nothing where the page allows no other.
	Reflect.set(navigator, "getUserMedia", (constraints, resolve, reject) => {
		navigator.mediaDevices.getUserMedia(constraints).then(resolve, reject);
	});
}
