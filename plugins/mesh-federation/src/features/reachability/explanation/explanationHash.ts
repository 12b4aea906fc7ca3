/** Part of an address that leads to the explanation itself, not only to the page that has it. */
export const EXPLANATION_HASH = '#why';
