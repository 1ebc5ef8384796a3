// What must hold after whatever was done to a page: two new Peers in it find each
// other, and a megabyte arrives as it was sent. `options` are those of the Peers.

window.stillWorks = async (t, options) => {
	const bytes = new Uint8Array(1 << 20).map((_, i) => (i * 31) >> 3);
	// Anew each time: another one may have been made in this run.
	stillWorks.count = (stillWorks.count ?? 0) + 1;
	const [one, other] = await Promise.all(["one", "other"].map((name) => t.openPeer(`${name}${stillWorks.count}`, options)));
	const { ab, ba } = await t.link(one, other, { reliable: true });
	const data = t.event(ba, "data");
	ab.send(bytes);
	const arrived = new Uint8Array(await data);
	if (arrived.length !== bytes.length || arrived.some((byte, i) => byte !== bytes[i])) throw new Error("a megabyte arrives as another");
	one.destroy();
	other.destroy();
};
