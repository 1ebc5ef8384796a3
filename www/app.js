// Puts the page together: one session, the home view, a view of each conversation.

import { Home } from "./home.js";
import { serverOptions } from "./server.js";
import { Session } from "./session.js";
import { Talk } from "./talk.js";
import { conversationWords } from "./words.js";

const query = new URLSearchParams(location.search);
const home = new Home();
const talks = new Map();
/** On a phone the two views are two places, and Back leads from one to the other. */
const narrow = matchMedia("(max-width: 719px)");
let session;
let selected;

start().catch((error) => home.broken(error.message));

async function start() {
	// A reload starts at home.
	history.replaceState(null, "");
	if (!window.Peer) throw new Error("peerjs.min.js did not load. Build it with “cargo xtask build”, then reload.");
	const options = await serverOptions(query).catch((error) => {
		throw new Error(`Cannot read the server's address: ${error.message}. Check ?server= or config.json.`);
	});
	session = new Session(options);
	session.addEventListener("status", () => home.status(session));
	session.addEventListener("conversation", ({ detail }) => welcome(detail));
	home.onReconnect = () => session.reconnect();
	home.onRename = (id) => session.rename(id);
	home.onConnect = connect;
	home.onSelect = open;

	addEventListener("online", () => {
		if (session.state === "offline") session.reconnect();
	});
	// The others see at once that we are gone, not when ICE times out.
	addEventListener("pagehide", () => session.stop());
	addEventListener("pageshow", ({ persisted }) => {
		if (persisted) session.start();
	});
	addEventListener("popstate", ({ state }) => (state === "talk" && selected ? show("talk") : showHome()));
	document.addEventListener("visibilitychange", () => show(document.body.dataset.view));

	session.start();
	if (query.get("connect")) connect(query.get("connect"));
}

/** Returns what is wrong with `id`, if anything. */
function connect(id) {
	if (id === session.id) return "That is your own id. Send your link to someone else.";
	open(session.connect(id));
}

/** A conversation has come into being, by us or by someone else. */
function welcome(conversation) {
	const talk = new Talk(conversation);
	talks.set(conversation, talk);
	talk.onBack = () => (history.state === "talk" ? history.back() : showHome());
	talk.onConnect = () => session.connect(conversation.id);
	home.conversation(conversation);
	conversation.addEventListener("state", () => {
		home.conversation(conversation);
		if (!isSeen(conversation)) home.announce(`${conversation.id}: ${conversationWords(conversation).note}`);
	});
	conversation.addEventListener("entry", ({ detail }) => {
		if (!detail.mine && !isSeen(conversation)) home.unread(conversation);
	});
	// The first one opens by itself: it is what the user is waiting for.
	if (!selected) select(conversation);
}

/** The user opens a conversation. */
function open(conversation) {
	select(conversation);
	talks.get(conversation).focus();
}

function select(conversation) {
	selected = conversation;
	for (const [other, talk] of talks) talk.hidden = other !== conversation;
	home.select(conversation);
	if (narrow.matches && document.body.dataset.view !== "talk") history.pushState("talk", "");
	show("talk");
}

function showHome() {
	show("home");
	home.focus(selected);
}

function show(view) {
	document.body.dataset.view = view;
	if (selected && isSeen(selected)) home.read(selected);
}

function isSeen(conversation) {
	return conversation === selected && document.visibilityState === "visible" && talks.get(conversation).onScreen;
}
