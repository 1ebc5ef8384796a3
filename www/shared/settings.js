// The panel of the settings, settings.html: what is set goes into the address.

import { credential, keepCredential, takeFromLink } from "./credential.js";
import { $, say } from "./dom.js";
import { checkIceServers, lacksCredential } from "./ice-servers.js";
import { SETTINGS } from "./peer-options.js";
import { checkServer } from "./server.js";

export function startSettings() {
	const form = $(".settings form");
	const fields = [...form.elements].filter(({ name, type }) => name && type !== "button");
	fill(form, fields);
	form.addEventListener("submit", (event) => {
		event.preventDefault();
		const values = Object.fromEntries(fields.map(({ name, type, checked, value }) => [name, type === "checkbox" ? checked : value.trim()]));
		const problem = checkServer(values) ?? checkIceServers(values) ?? keep(values);
		if (problem) return say($("[role=status]", form), problem, true);
		go({ ...values, secure: values.host && (values.secure ? "1" : "0") });
	});
	form.elements.reset.addEventListener("click", () => {
		keepCredential({});
		go({});
	});
	// A link to this very page, followed from here.
	addEventListener("hashchange", () => takeFromLink() && location.reload());
}

function fill(form, fields) {
	const query = new URLSearchParams(location.search);
	for (const field of fields) field.value = query.get(field.name) ?? "";
	const { secure, credential: secret, inLinks } = form.elements;
	secure.checked = query.has("secure") ? query.get("secure") === "1" : location.protocol === "https:";
	const known = credential(query);
	secret.value = known.credential;
	inLinks.checked = known.inLinks;
	$(".settings .missing").hidden = !lacksCredential(query);
}

function keep({ turn, username, credential, inLinks }) {
	const kept = keepCredential(turn ? { turn, username, credential, inLinks } : {});
	// Where nothing is kept, only a TURN server is missing something.
	if (!kept && turn) return "The browser keeps nothing for this page, so the credential would be lost. Allow this site to store data.";
}

function go(values) {
	const url = new URL(location.href);
	for (const name of SETTINGS) {
		if (values[name]) url.searchParams.set(name, values[name]);
		else url.searchParams.delete(name);
	}
	// With it, only the place in the page would be another one.
	url.hash = "";
	location.assign(url);
}
