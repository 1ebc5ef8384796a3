// Text in HTML.

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escape = (text) => text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character]);
