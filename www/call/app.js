// Puts the page together: what we send, the line, what is shown of both.

import { $, make, say } from "../shared/dom.js";
import { sizeWords } from "../shared/format.js";
import { plot } from "../shared/plot.js";
import { invitedTo, Station } from "../shared/station.js";
import { Line } from "./line.js";
import { OwnMedia } from "./media.js";
import { watch } from "./quality.js";
import { deviceWords, lineWords } from "./words.js";

const NAMES = { microphone: "Microphone", camera: "Camera", screen: "Screen" };
/** What each way to call or to answer sends. */
const SENT = { camera: ["microphone", "camera"], microphone: ["microphone"], nothing: [] };
const PLOTS = Object.fromEntries(["round-trip", "loss", "inbound", "outbound"].map((id) => [id, plot($(`#${id}`).parentElement)]));

const media = new OwnMedia();
const station = new Station((id, button) => dial(id, button?.value ?? "camera"));
const line = new Line(station);
const incoming = $("#incoming");
/** What the user has switched on without a call: that stays on after one. */
const own = new Set();
/** Goes up with each call that begins, rings or ends: what the user allows then was asked for before, and not for this. */
let turn = 0;
let endWatch;

if (invitedTo()) {
	$("#peer-id").value = invitedTo();
	station.hint("You were invited: choose how to call.");
	$("#connect .primary").focus();
}

media.addEventListener("change", showMedia);
line.addEventListener("state", showLine);
line.addEventListener("stream", ({ detail }) => play($("#remote"), detail));
for (const button of document.querySelectorAll(".controls [aria-pressed]")) button.addEventListener("click", () => toggle(button));
$("#hang-up").addEventListener("click", () => line.hangUp());
for (const button of incoming.querySelectorAll("button")) button.addEventListener("click", () => answer(button.value));
// Escape decides nothing: it rings on. A browser that closes it all the same, as for Back, opens it again.
incoming.addEventListener("cancel", (event) => event.preventDefault());
incoming.addEventListener("close", () => line.state === "ringing" && incoming.showModal());
for (const kind of ["audio", "video"]) $(`#${kind}`).addEventListener("change", (event) => pick(kind, event.target.value));
navigator.mediaDevices?.addEventListener("devicechange", listDevices);
void listDevices();

/** Calls, with as much as was asked for. */
async function dial(id, what) {
	if (line.state !== "idle") return station.hint("You are in a call. Hang up first.", true);
	if (await take(what, $("#device-problem"))) void line.start(id, media.stream);
}

async function answer(what) {
	if (what === "reject") return line.reject();
	if (await take(what, $("#answer-problem"))) line.answer(what === "nothing" ? undefined : media.stream);
}

/** Switches on what a call is to send, and off all else; whether that worked, in time. */
async function take(what, place) {
	const mine = ++turn;
	for (const each of Object.keys(NAMES)) if (media[each] && !SENT[what].includes(each)) await media.use(each, false);
	for (const each of SENT[what]) {
		if (media[each] || (await use(each, true, place))) continue;
		if (mine === turn) release();
		return false;
	}
	return mine === turn;
}

/** Switches off what only a call has switched on. */
function release() {
	for (const what of Object.keys(NAMES)) if (media[what] && !own.has(what)) void media.use(what, false);
}

async function toggle(button) {
	const on = button.getAttribute("aria-pressed") !== "true";
	const isOwn = on && line.state === "idle";
	if ((await use(button.id, on, $("#device-problem"))) && isOwn) own.add(button.id);
}

/** Switches something on or off; whether that worked, in time. */
async function use(what, on, place) {
	const mine = turn;
	say(place, "");
	try {
		await media.use(what, on, () => mine === turn);
		void listDevices();
		return mine === turn;
	} catch (error) {
		if (mine === turn) say(place, deviceWords(NAMES[what], error), true);
		return false;
	}
}

/** Another device: at once, if one of its kind is on. */
function pick(kind, id) {
	media.devices[kind] = id;
	const what = kind === "audio" ? "microphone" : "camera";
	if (media[what]) void use(what, true, $("#device-problem"));
}

async function listDevices() {
	const all = await media.list();
	for (const kind of ["audio", "video"]) {
		const select = $(`#${kind}`);
		const picked = select.value;
		const options = (all[`${kind}input`] ?? []).filter(({ deviceId, label }) => deviceId && label).map(({ deviceId, label }) => Object.assign(make("option", "", label), { value: deviceId }));
		select.replaceChildren(select.firstElementChild, ...options);
		select.value = options.some(({ value }) => value === picked) ? picked : "";
	}
}

function showMedia() {
	for (const what of Object.keys(NAMES)) {
		$(`#${what}`).setAttribute("aria-pressed", media[what]);
		if (!media[what]) own.delete(what);
	}
	const preview = $("#own");
	// Again, as one of its tracks may be another one.
	play(preview, media.camera || media.screen ? new MediaStream(media.stream.getVideoTracks()) : null);
	preview.hidden = !preview.srcObject;
	preview.classList.toggle("mirrored", media.camera);
}

/**
 * Plays a stream; null for none. In place of `autoplay`, for which Firefox reports an
 * uncaught AbortError where the stream is taken away before it has begun. A promise that
 * rejects is let go: either it is that, or the browser does not let the page play.
 */
function play(video, stream) {
	video.srcObject = stream;
	if (stream) video.play().catch(() => {});
}

function showLine() {
	const { state, call } = line;
	const { text, isError } = lineWords(line);
	say($("#line"), text, isError);
	document.body.dataset.line = state;
	$("#hang-up").disabled = state !== "calling" && state !== "talking";
	for (const button of document.querySelectorAll("#connect button")) button.disabled = state !== "idle";
	// A call that was answered with nothing stays like that.
	for (const button of document.querySelectorAll(".controls [aria-pressed]")) button.disabled = state === "talking" && !line.sends;
	if (state === "talking" && !line.sends) say($("#device-problem"), "You only watch and listen in this call.");
	if (state === "idle") say($("#device-problem"), "");

	if (state === "ringing") {
		$("#caller").textContent = text;
		say($("#answer-problem"), "");
		incoming.showModal();
	} else {
		incoming.close();
	}
	if (state === "talking" && !endWatch) {
		for (const each of Object.values(PLOTS)) each.clear();
		media.sendTo(line.sends ? call.peerConnection : undefined);
		endWatch = watch(call.peerConnection, showQuality);
	}
	if (state === "idle") {
		endWatch?.();
		endWatch = undefined;
		media.sendTo(undefined);
		play($("#remote"), null);
	}
	if (state === "idle" || state === "ringing") {
		turn += 1;
		release();
	}
}

function showQuality({ route, roundTrip, loss, inbound, outbound }) {
	$("#route").textContent = { direct: "direct", relayed: "relayed (TURN)" }[route] ?? "–";
	show("round-trip", roundTrip, (ms) => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`);
	show("loss", loss, (part) => `${(part * 100).toFixed(1)} %`);
	show("inbound", inbound, (bits) => `${sizeWords(bits).replace("B", "bit")}/s`);
	show("outbound", outbound, (bits) => `${sizeWords(bits).replace("B", "bit")}/s`);
}

function show(id, value, words) {
	$(`#${id}`).textContent = value === undefined ? "–" : words(value);
	PLOTS[id].add(value);
}
