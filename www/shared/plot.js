// A small live plot: the last values of something, as a line.

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 120;
const HEIGHT = 32;
const VALUES = 60;

/** Puts a plot into an element. `add(value)` adds one; undefined where there is none. */
export function plot(place) {
	const svg = document.createElementNS(SVG, "svg");
	svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
	svg.setAttribute("preserveAspectRatio", "none");
	svg.setAttribute("aria-hidden", "true");
	svg.classList.add("plot");
	const line = svg.appendChild(document.createElementNS(SVG, "path"));
	place.append(svg);
	let values = [];
	const draw = () => {
		const top = Math.max(...values.filter((value) => value !== undefined), Number.MIN_VALUE) * 1.1;
		const x = (index) => (((VALUES - values.length + index) / (VALUES - 1)) * WIDTH).toFixed(1);
		const y = (value) => (HEIGHT - 1 - (value / top) * (HEIGHT - 2)).toFixed(1);
		const points = values.map((value, index) => value !== undefined && `${values[index - 1] === undefined ? "M" : "L"}${x(index)} ${y(value)}`);
		line.setAttribute("d", points.filter(Boolean).join(""));
	};
	return {
		add(value) {
			values.push(value);
			if (values.length > VALUES) values.shift();
			draw();
		},
		clear() {
			values = [];
			draw();
		},
	};
}
