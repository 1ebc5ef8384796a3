// Puts the page together: the board, the other side, and what goes across.

import { $, say } from "../shared/dom.js";
import { plot } from "../shared/plot.js";
import { invitedTo, Station } from "../shared/station.js";
import { Board } from "./board.js";
import { Link } from "./link.js";
import { linkWords } from "./words.js";

const COUNT_EVERY = 500;

const board = new Board($("#board"));
const station = new Station((id) => void link.start(id));
const link = new Link(station);
const plots = Object.fromEntries(["sent", "received", "lost", "round-trip"].map((id) => [id, plot($(`#${id}`).parentElement)]));
let before;
let roundTrip;

board.addEventListener("stroke", ({ detail }) => link.stroke(detail));
link.addEventListener("stroke", ({ detail }) => board.draw(detail));
link.addEventListener("clear", () => board.clear());
link.addEventListener("state", showLink);
link.addEventListener("round-trip", ({ detail }) => {
	roundTrip = detail;
});
$("#clear").addEventListener("click", () => {
	board.clear();
	link.clear();
});
$("#leave").addEventListener("click", () => link.leave());
for (const id of ["colour", "width"]) $(`#${id}`).addEventListener("input", takeTools);
takeTools();
setInterval(count, COUNT_EVERY);
if (invitedTo()) void link.start(invitedTo());

function takeTools() {
	board.colour = $("#colour").value;
	board.width = Number($("#width").value);
}

function showLink() {
	const { text, isError } = linkWords(link);
	say($("#line"), text, isError);
	$("#leave").hidden = link.state === "alone";
	before = roundTrip = undefined;
	if (link.state === "together") for (const each of Object.values(plots)) each.clear();
}

/** What has gone across since the last time. */
function count() {
	if (link.state !== "together") return;
	const now = { at: performance.now(), sent: link.sent, received: link.received };
	if (before) {
		const seconds = (now.at - before.at) / 1000;
		for (const id of ["sent", "received"]) show(id, (now[id] - before[id]) / seconds, (rate) => `${Math.round(rate)}/s`);
		const all = link.lost + link.received;
		show("lost", all ? link.lost / all : 0, (part) => `${(part * 100).toFixed(1)} %`);
		show("round-trip", roundTrip, (ms) => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`);
	}
	before = now;
}

function show(id, value, words) {
	$(`#${id}`).textContent = value === undefined ? "–" : words(value);
	plots[id].add(value);
}
