// What we send: always one audio and one video track, so that what is sent can change in
// the middle of a call. Where there is nothing to send it is silence, and no picture.

/** Events: `change`, when something was switched on or off. */
export class OwnMedia extends EventTarget {
	microphone = false;
	camera = false;
	screen = false;
	/** The ids of the devices that are picked; undefined for the browser's choice. */
	devices = {};

	#peerConnection;
	#stream;
	#silence;
	#nothing;

	/** What is sent. */
	get stream() {
		if (!this.#stream) {
			this.#silence = new AudioContext().createMediaStreamDestination().stream.getAudioTracks()[0];
			const canvas = document.createElement("canvas");
			canvas.width = canvas.height = 16;
			canvas.getContext("2d").fillRect(0, 0, 16, 16);
			this.#nothing = canvas.captureStream().getVideoTracks()[0];
			this.#stream = new MediaStream([this.#silence, this.#nothing]);
		}
		return this.#stream;
	}

	/**
	 * Switches the `microphone`, the `camera` or the `screen`; rejects as getUserMedia does,
	 * and where the user has allowed it when it is not wanted any more.
	 */
	use(what, on, isWanted = () => true) {
		if (what === "microphone") return this.#useMicrophone(on, isWanted);
		return what === "screen" && on ? this.#showScreen(isWanted) : this.#useCamera(on, isWanted);
	}

	async #useMicrophone(on, isWanted) {
		const track = on && (await this.#capture("audio", isWanted));
		this.microphone = on;
		await this.#put(track, "audio");
	}

	async #useCamera(on, isWanted) {
		const track = on && (await this.#capture("video", isWanted));
		this.camera = on;
		this.screen = false;
		await this.#put(track, "video");
	}

	async #showScreen(isWanted) {
		const track = only(await navigator.mediaDevices.getDisplayMedia({ video: true }), isWanted);
		// By the browser's own button, too.
		track.addEventListener("ended", () => this.screen && void this.use("screen", false));
		this.camera = false;
		this.screen = true;
		await this.#put(track, "video");
	}

	/** Sends to a connection, from now on; also what was switched since the connection began. */
	sendTo(peerConnection) {
		this.#peerConnection = peerConnection;
		if (peerConnection) for (const track of this.stream.getTracks()) void this.#send(track);
	}

	/** Resolves to the devices there are, `{ audioinput, videoinput }`; unnamed until one was allowed. */
	async list() {
		const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
		return Object.groupBy ? Object.groupBy(all, ({ kind }) => kind) : { audioinput: all.filter(({ kind }) => kind === "audioinput"), videoinput: all.filter(({ kind }) => kind === "videoinput") };
	}

	async #capture(kind, isWanted) {
		if (!navigator.mediaDevices) throw new DOMException("insecure", "InsecureContext");
		const deviceId = this.devices[kind];
		const constraints = deviceId ? { deviceId: { exact: deviceId } } : true;
		return only(await navigator.mediaDevices.getUserMedia({ [kind]: constraints }), isWanted);
	}

	/** Sends a track, or what stands for none, in the place of what was sent of its kind. */
	async #put(captured, kind) {
		const { stream } = this;
		const track = captured || (kind === "audio" ? this.#silence : this.#nothing);
		const [old] = stream.getTracks().filter((other) => other.kind === kind);
		stream.removeTrack(old);
		stream.addTrack(track);
		if (old !== this.#silence && old !== this.#nothing) old.stop();
		this.dispatchEvent(new Event("change"));
		await this.#send(track);
	}

	async #send(track) {
		const sender = this.#peerConnection?.getSenders().find((sender) => sender.track?.kind === track.kind);
		// The call may have ended meanwhile.
		await sender?.replaceTrack(track).catch(() => {});
	}
}

/** The track of a stream that was asked for; where it is not wanted any more, the device is given back. */
function only(stream, isWanted) {
	const [track] = stream.getTracks();
	if (isWanted()) return track;
	track.stop();
	throw new DOMException("Not wanted any more.", "AbortError");
}
