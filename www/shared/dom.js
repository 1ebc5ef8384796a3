// Elements, in few words.

export const $ = (selector, root = document) => root.querySelector(selector);

export function make(tag, className = "", text = "") {
	const element = document.createElement(tag);
	if (className) element.className = className;
	element.textContent = text;
	return element;
}

/** Puts text into an element, as an error or not. */
export function say(element, text, isError) {
	element.textContent = text;
	element.classList.toggle("error", Boolean(isError));
}
