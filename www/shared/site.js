// On every page: the settings go along from page to page.

import { carrySettings } from "./peer-options.js";

for (const link of document.querySelectorAll("header.site a[href]:not(.skip), a[data-carry]")) {
	link.href = carrySettings(link.href);
}
