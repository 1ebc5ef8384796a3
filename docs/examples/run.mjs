// Runs the example that the address names, and tells the page around it what it
// logs, and what is thrown.

const tell = (kind, text) => parent.postMessage({ example: name, kind, text }, location.origin);
const name = new URLSearchParams(location.search).get("example");

const show = (value) => (typeof value === "string" || !JSON.stringify(value) ? String(value) : JSON.stringify(value));
console.log = (...values) => tell("log", values.map(show).join(" "));
addEventListener("error", ({ message }) => tell("error", message));
addEventListener("unhandledrejection", ({ reason }) => tell("error", String(reason)));

import(`./${name}.js`).catch((error) => tell("error", String(error)));
