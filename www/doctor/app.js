// Runs the checks, and shows what they come to.

import { $, make, say } from "../shared/dom.js";
import { iceOptions, lacksCredential, ownIceServers } from "../shared/ice-servers.js";
import { serverOptions } from "../shared/server.js";
import { startSettings } from "../shared/settings.js";
import * as browser from "./browser.js";
import * as ice from "./ice.js";
import { loopback } from "./loopback.js";
import { bad, skipped, warning } from "./result.js";
import * as server from "./server.js";

const RESULTS = { good: "Good", warning: "Note", bad: "Fails", skipped: "Skipped" };

/** By name, in the order they are shown. */
const NAMES = {
	webrtc: "WebRTC",
	wasm: "WebAssembly",
	library: "Library",
	media: "Camera, microphone",
	http: "PeerServer",
	socket: "PeerServer's WebSocket",
	host: "Own addresses",
	stun: "STUN",
	turn: "TURN",
	loopback: "Connection to itself",
};

const lines = new Map(Object.entries(NAMES).map(([name, title]) => [name, line(title)]));
const results = new Map();

startSettings();
$("#run").addEventListener("click", () => void run());
$("#copy").addEventListener("click", () => void copy());
void run();

async function run() {
	$("#run").disabled = true;
	results.clear();
	for (const name of lines.keys()) show(name, undefined);
	const { stun, turn } = iceServers();
	await Promise.all([
		...["webrtc", "wasm", "library", "media"].map((name) => tell(name, () => browser[name]())),
		viaServer(),
		withWebRtc("host", () => ice.host()),
		withWebRtc("stun", () => ice.stun(stun)),
		withWebRtc("turn", () => (lacksCredential() ? withoutCredential() : ice.turn(turn))),
	]);
	$("#run").disabled = false;
}

/** Each step needs the one before. */
async function viaServer() {
	let options;
	const http = await tell("http", async () => {
		options = { ...(await serverOptions()), ...iceOptions() };
		return server.http(options);
	});
	const socket = await tell("socket", async () => (http.result === "good" ? server.socket(options) : skipped("It needs the server.")));
	await tell("loopback", async () => (socket.peer ? loopback(socket.peer, options) : skipped("It needs the server.")));
	socket.peer?.destroy();
}

function withWebRtc(name, check) {
	return tell(name, async () => (globalThis.RTCPeerConnection ? check() : skipped("It needs WebRTC.")));
}

function withoutCredential() {
	return warning("The page's address names a TURN server, but its credential has not come along.", "Type the credential under “Server settings”.");
}

/** Runs a check and shows it; resolves to its result. */
async function tell(name, check) {
	const result = await check().catch((error) => bad(error.message, "Reload the page and run again."));
	results.set(name, result);
	show(name, result);
	return result;
}

function line(title) {
	const item = make("li");
	const parts = { item, result: make("span", "result"), text: make("p", "text"), todo: make("p", "todo") };
	item.append(parts.result, make("strong", "name", title), parts.text, parts.todo);
	$("#checks").append(item);
	return parts;
}

function show(name, result) {
	const { item, result: word, text, todo } = lines.get(name);
	item.dataset.result = result?.result ?? "running";
	word.textContent = RESULTS[result?.result] ?? "Running";
	text.textContent = result?.text ?? "";
	todo.textContent = result?.todo ?? "";
	todo.hidden = !result?.todo;
	reveal();
	$("#verdict").textContent = verdict();
	$("#report").textContent = report();
}

/** In their order, each below those that are done: what is read already stays where it is. */
function reveal() {
	let reached = true;
	for (const [name, { item }] of lines) {
		item.hidden = !reached;
		reached &&= results.has(name);
	}
}

function verdict() {
	if (results.size < lines.size) return "Checking…";
	const all = [...results.values()];
	const failed = all.filter(({ result }) => result === "bad").length;
	if (failed) return failed === 1 ? "One check fails. What it says is where to begin." : `${failed} checks fail. Begin with the first.`;
	if (all.some(({ result }) => result === "warning")) return "Nothing fails; there are notes.";
	return "All is good on this device. If a connection still fails, run this page on the other one.";
}

function report() {
	const head = [`peerjs-wasm doctor, ${new Date().toISOString()}`, navigator.userAgent, `${location.origin}${location.pathname}`, ""];
	const body = Object.entries(NAMES).map(([name, title]) => {
		const { result, text, todo } = results.get(name) ?? { text: "" };
		return `[${RESULTS[result] ?? "running"}] ${title}: ${text}${todo ? `\n    ${todo}` : ""}`;
	});
	return [...head, ...body].join("\n");
}

async function copy() {
	try {
		await navigator.clipboard.writeText(report());
		say($("#copied"), "Copied.");
	} catch {
		$("#whole").open = true;
		$("#report").focus();
		getSelection().selectAllChildren($("#report"));
		say($("#copied"), "It is selected below: copy it from there.");
	}
}

/** What is tried: the user's, else the library's, `{ stun, turn }`. */
function iceServers() {
	const own = ownIceServers();
	if (own.stun.length || own.turn.length || lacksCredential()) return own;
	const all = globalThis.peerjs?.util.defaultConfig.iceServers ?? [];
	const of = (kind) => all.filter(({ urls }) => [urls].flat()[0].startsWith(kind));
	return { stun: of("stun"), turn: of("turn") };
}
