// The board and its pens: ours, moved by pointer or keyboard, and theirs.

/** Part of the board that the keyboard moves the pen by. */
const STEP = 0.012;

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Events: `stroke`, whose detail is a piece of our line: { from, to, colour, width }, in parts of the board. */
export class Board extends EventTarget {
	colour = "#000000";
	width = 8;

	#canvas;
	#context;
	/** Where our pen was last, while it is down, and the pointer that moves it: of several fingers the first. */
	#last;
	#pointer;
	/** Of the keyboard. */
	#pen = [0.5, 0.5];
	#down = false;

	constructor(canvas) {
		super();
		this.#canvas = canvas;
		this.#context = canvas.getContext("2d");
		this.#context.lineCap = "round";
		canvas.addEventListener("pointerdown", (event) => this.#begin(event));
		canvas.addEventListener("pointermove", (event) => this.#move(event));
		for (const type of ["pointerup", "pointercancel"]) canvas.addEventListener(type, (event) => this.#end(event));
		canvas.addEventListener("keydown", (event) => this.#key(event));
	}

	draw({ from, to, colour, width }) {
		const { width: w, height: h } = this.#canvas;
		const context = this.#context;
		context.strokeStyle = colour;
		context.lineWidth = width * (w / 800);
		context.beginPath();
		context.moveTo(from[0] * w, from[1] * h);
		context.lineTo(to[0] * w, to[1] * h);
		context.stroke();
	}

	clear() {
		this.#context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
	}

	#begin(event) {
		if (event.button !== 0 || this.#pointer !== undefined) return;
		this.#pointer = event.pointerId;
		this.#canvas.setPointerCapture(event.pointerId);
		this.#last = this.#place(event);
		this.#to(this.#last);
	}

	#move(event) {
		if (!this.#last || event.pointerId !== this.#pointer) return;
		// What came between two frames, too.
		const all = event.getCoalescedEvents?.() ?? [];
		for (const each of all.length ? all : [event]) this.#to(this.#place(each));
	}

	#end({ pointerId }) {
		if (pointerId === this.#pointer) this.#last = this.#pointer = undefined;
	}

	#key(event) {
		if (event.key === " ") {
			this.#down = !this.#down;
			this.#last = undefined;
			if (this.#down) this.#draw(this.#pen, this.#pen);
		} else if (ARROWS[event.key]) {
			const from = this.#pen;
			this.#pen = from.map((part, axis) => Math.min(1, Math.max(0, part + ARROWS[event.key][axis] * STEP * (axis ? 1.6 : 1))));
			if (this.#down) this.#draw(from, this.#pen);
		} else {
			return;
		}
		event.preventDefault();
	}

	#to(place) {
		this.#draw(this.#last, place);
		this.#last = place;
	}

	#draw(from, to) {
		const stroke = { from, to, colour: this.colour, width: this.width };
		this.draw(stroke);
		this.dispatchEvent(new CustomEvent("stroke", { detail: stroke }));
	}

	#place({ clientX, clientY }) {
		const { left, top, width, height } = this.#canvas.getBoundingClientRect();
		return [(clientX - left) / width, (clientY - top) / height];
	}
}
