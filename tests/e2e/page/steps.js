// What the browser makes of the descriptions and candidates that it is given.

window.steps = (() => {
	const all = [];
	for (const method of ["setRemoteDescription", "addIceCandidate"]) {
		const original = RTCPeerConnection.prototype[method];
		RTCPeerConnection.prototype[method] = function (...args) {
			const step = { pc: this, method, outcome: "waits" };
			all.push(step);
			const promise = original.apply(this, args);
			promise.then(
				() => (step.outcome = "taken"),
				() => (step.outcome = "refused"),
			);
			return promise;
		};
	}

	return {
		/** The outcomes for an RTCPeerConnection, when there are so many and none is left that waits. */
		async of(t, pc, method, least = 0) {
			const own = () => all.filter((step) => step.pc === pc && step.method === method).map(({ outcome }) => outcome);
			await t.until(() => own().length >= least && !own().includes("waits"), `${method} comes to an end`);
			await t.turn();
			return own();
		},
	};
})();
