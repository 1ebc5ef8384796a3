// Figures as people read them.

const UNITS = ["KB", "MB", "GB", "TB"];

/** 1234567 as "1.2 MB". */
export function sizeWords(bytes) {
	if (bytes < 1000) return `${Math.round(bytes)} B`;
	let unit = -1;
	do {
		bytes /= 1000;
		unit += 1;
	} while (bytes >= 999.5 && unit < UNITS.length - 1);
	return `${bytes < 10 ? bytes.toFixed(1) : Math.round(bytes)} ${UNITS[unit]}`;
}

/** 75 as "1 min 15 s". */
export function timeWords(seconds) {
	if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
	const minutes = Math.round(seconds / 60);
	if (minutes < 10) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`.replace(" 60 s", " 59 s");
	return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
