// The link to this page and to us, share.html: as a QR code, copied, or shared.

import encodeQR from "../lib/qr.js";
import { credentialForLink } from "./credential.js";
import { $, say } from "./dom.js";

let id;

export function startShare() {
	$("#copy-id").addEventListener("click", () => copy(id, "Id copied."));
	$("#copy-link").addEventListener("click", () => copy(linkTo(id), "Link copied. Send it to someone."));
	$("#share-link").hidden = !navigator.share;
	// Closing the sheet of the system is no error.
	$("#share-link").addEventListener("click", () => void navigator.share({ url: linkTo(id), title: document.title }).catch(() => {}));
	const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
	$(".share .anywhere").hidden = isLocal;
	$(".share .only-here").hidden = !isLocal;
}

/** Shows the link to an id; none, until there is one. */
export function share(own) {
	if (own === id) return;
	id = own;
	for (const name of ["#copy-id", "#copy-link", "#share-link"]) $(name).disabled = !id;
	$(".qr").replaceChildren();
	if (id) $(".qr").innerHTML = code(linkTo(id));
}

/** The QR code of a link; none of one that is too long for it, by all that its server settings say. */
function code(link) {
	try {
		return encodeQR(link, "svg", { ecc: "low", border: 2 });
	} catch {
		return "";
	}
}

/** This page's address, with `id` to connect to. */
export function linkTo(id) {
	const url = new URL(location.href);
	url.searchParams.set("connect", id);
	url.hash = credentialForLink();
	return url.href;
}

/** An id as it was typed, or out of a link that was pasted. */
export function readId(text) {
	return (URL.canParse(text) && new URL(text).searchParams.get("connect")) || text;
}

export async function copy(text, done) {
	try {
		await navigator.clipboard.writeText(text);
		say($("#copied"), done);
	} catch {
		// The page was not loaded over https, or the user said no.
		say($("#copied"), `Copy this: ${text}`);
	}
}
