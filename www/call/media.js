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

	/** Switches the microphone; rejects as getUserMedia does. */
	async useMicrophone(on) {
		const track = on && (await this.#capture("audio"));
		this.microphone = on;
		await this.#put(track, "audio");
	}

	async useCamera(on) {
		const track = on && (await this.#capture("video"));
		this.camera = on;
		this.screen = false;
		await this.#put(track, "video");
	}

	async useScreen(on) {
		if (!on) return this.useCamera(false);
		const [track] = (await navigator.mediaDevices.getDisplayMedia({ video: true })).getVideoTracks();
		// By the browser's own button, too.
		track.addEventListener("ended", () => this.screen && void this.useScreen(false));
		this.camera = false;
		this.screen = true;
		await this.#put(track, "video");
	}

	/** Sends to a connection, from now on. */
	sendTo(peerConnection) {
		this.#peerConnection = peerConnection;
	}

	/** Resolves to the devices there are, `{ audioinput, videoinput }`; unnamed until one was allowed. */
	async list() {
		const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
		return Object.groupBy ? Object.groupBy(all, ({ kind }) => kind) : { audioinput: all.filter(({ kind }) => kind === "audioinput"), videoinput: all.filter(({ kind }) => kind === "videoinput") };
	}

	async #capture(kind) {
		if (!navigator.mediaDevices) throw new DOMException("insecure", "InsecureContext");
		const deviceId = this.devices[kind];
		const constraints = deviceId ? { deviceId: { exact: deviceId } } : true;
		const stream = await navigator.mediaDevices.getUserMedia({ [kind]: constraints });
		return stream.getTracks()[0];
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
		const sender = this.#peerConnection?.getSenders().find((sender) => sender.track?.kind === kind);
		// The call may have ended meanwhile.
		await sender?.replaceTrack(track).catch(() => {});
	}
}
