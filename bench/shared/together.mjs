// Runs that were kept, as one.

/**
 * Puts what was measured apart into the first run: its figures take the place of those
 * of the same name, or stand behind the others.
 */
export function together([first, ...others]) {
	const runs = [...first.runs];
	for (const run of others.flatMap(({ runs }) => runs)) {
		const at = runs.findIndex(({ part, engine }) => part === run.part && engine === run.engine);
		if (at < 0) runs.push(run);
		else runs[at] = merged(runs[at], run);
	}
	return { ...first, runs };
}

function merged(run, apart) {
	const figures = new Map([...run.figures, ...apart.figures].map((figure) => [figure.name, figure]));
	return { ...run, figures: [...figures.values()], seconds: run.seconds + apart.seconds };
}
