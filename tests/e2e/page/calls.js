// Calls of the Peer of end.js, with a canvas of one colour and a tone.

window.calls = (() => {
	const { until } = harness;

	/** How far the parts of a colour (0 to 255) may be off after coding. */
	const TOLERANCE = 40;

	let call;
	let video;
	const events = [];

	/** A track that shows a colour, given as `[red, green, blue]`. */
	function picture(colour) {
		const canvas = Object.assign(document.createElement("canvas"), { width: 160, height: 120 });
		const context = canvas.getContext("2d");
		context.fillStyle = `rgb(${colour})`;
		// A canvas that is not painted sends no frames.
		setInterval(() => context.fillRect(0, 0, canvas.width, canvas.height), 40);
		return canvas.captureStream().getVideoTracks()[0];
	}

	/** A MediaStream with the tone of the browser's fake microphone; undefined without a colour. */
	async function media(colour) {
		if (!colour) return undefined;
		const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
		stream.addTrack(picture(colour));
		return stream;
	}

	function adopt(made) {
		call = made;
		call.on("stream", (stream) => {
			video = Object.assign(document.createElement("video"), { srcObject: stream });
			document.body.append(video);
			video.play();
		});
		for (const event of ["stream", "willCloseOnRemote", "close"]) call.on(event, () => events.push(event));
	}

	/** The colour in the middle of what is played. */
	function shown() {
		const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
		const context = canvas.getContext("2d");
		context.drawImage(video, video.videoWidth / 2, video.videoHeight / 2, 1, 1, 0, 0, 1, 1);
		return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
	}

	const statistics = async () => [...(await call.peerConnection.getStats()).values()];

	return {
		get current() {
			return call;
		},

		/** Answers the next call, with media of this colour if one is given. */
		async expect(colour) {
			const stream = await media(colour);
			end.peer.once("call", (incoming) => {
				adopt(incoming);
				call.answer(stream);
			});
		},

		async start(id, colour) {
			adopt(end.peer.call(id, await media(colour)));
		},

		close: () => call.close(),

		/** Resolves to the sorted events so far, once they include `event`. */
		events: (event) => until(() => events.includes(event) && events.toSorted(), `"${event}" of the call`),

		/** Resolves when the video shows this colour. */
		async sees(colour) {
			const near = (part, i) => Math.abs(part - colour[i]) <= TOLERANCE;
			await until(() => video?.videoWidth > 0 && shown().every(near), `the colour ${colour}`);
		},

		/** Resolves when there is something to hear. */
		async hears() {
			const audible = ({ type, kind, totalAudioEnergy }) => type === "inbound-rtp" && kind === "audio" && totalAudioEnergy > 0;
			await until(async () => (await statistics()).some(audible), "a tone");
		},

		/** Sends another colour in the place of the first, as applications do. */
		async showInstead(colour) {
			const sender = call.peerConnection.getSenders().find(({ track }) => track?.kind === "video");
			await sender.replaceTrack(picture(colour));
		},
	};
})();
