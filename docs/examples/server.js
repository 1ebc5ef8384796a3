// The PeerServer of the examples, as options of a Peer: `{ host, port, path }`, or `{}` for
// PeerServer's cloud. It is taken from the address of the page.
export const server = JSON.parse(new URLSearchParams(location.search).get("server") ?? "{}");
