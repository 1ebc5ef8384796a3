// Puts the page together: one session, the home view, a view of each conversation.

import { Home } from "./home.js";
import { forget, recall, remember } from "./memory.js";
import { peerOptions } from "../shared/peer-options.js";
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
/** The page has gone: what happens from now on is not kept. */
let gone = false;
/** Conversations come into being that were there before. */
let resuming = false;

start().catch((error) => home.broken(error.message));

async function start() {
	if (!window.Peer) throw new Error("peerjs.min.js did not load. Build it with “cargo xtask build”, then reload.");
	const options = await peerOptions();
	session = new Session(options);
	session.addEventListener("state", () => {
		home.status(session);
		keep();
	});
	session.addEventListener("conversation", ({ detail }) => welcome(detail));
	home.onReconnect = () => session.reconnect();
	home.onRename = (id) => session.rename(id);
	home.onConnect = connect;
	home.onSelect = open;

	addEventListener("online", () => {
		if (session.state === "offline") session.reconnect();
	});
	addEventListener("pagehide", leave);
	// It has said goodbye to everyone: it begins again, with what was kept.
	addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
	addEventListener("popstate", ({ state }) => (state === "talk" && selected ? show("talk") : showHome()));
	document.addEventListener("visibilitychange", () => {
		// A page that the browser brings back is seen before it knows that it is.
		if (document.visibilityState === "visible" && !gone) forget();
		keep();
		show(document.body.dataset.view);
	});

	const past = recall();
	forget();
	if (past) {
		resume(past);
	} else {
		// A page that knows nobody starts at home.
		history.replaceState(null, "");
		session.start();
	}
	const invited = query.get("connect");
	// One that we have talked to is there already, and called only if we were connected.
	if (invited && !past?.conversations.some(({ id }) => id === invited)) connect(invited);
}

/** Goes on where the page was before it was loaded again. */
function resume(past) {
	resuming = true;
	session.resume(past);
	resuming = false;
	const last = [...talks.keys()].find(({ id }) => id === past.selected);
	if (last) select(last, past.view);
}

/** Out of sight, a page may go at any time without a further word. */
function keep() {
	if (document.visibilityState === "hidden") save();
}

function save() {
	if (!gone) remember({ ...session.toJSON(), selected: selected?.id, view: document.body.dataset.view });
}

/** The others see at once that we are gone, not when ICE times out. */
function leave() {
	save();
	gone = true;
	session.stop();
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
	for (const event of ["state", "entry"]) conversation.addEventListener(event, keep);
	conversation.addEventListener("state", () => {
		home.conversation(conversation);
		if (!isSeen(conversation)) home.announce(`${conversation.id}: ${conversationWords(conversation).note}`);
	});
	conversation.addEventListener("entry", ({ detail }) => {
		if (!detail.mine && !isSeen(conversation)) home.unread(conversation);
	});
	// The first one opens by itself: it is what the user is waiting for.
	if (!selected && !resuming) select(conversation);
}

/** The user opens a conversation. */
function open(conversation) {
	select(conversation);
	talks.get(conversation).focus();
}

function select(conversation, view = "talk") {
	selected = conversation;
	for (const [other, talk] of talks) talk.hidden = other !== conversation;
	home.select(conversation);
	if (narrow.matches && view === "talk" && history.state !== "talk") history.pushState("talk", "");
	show(view);
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
