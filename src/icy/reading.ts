/** How a value is judged by the grammar of its field. */

/** A value as the document has it; one that it does not exclude, and that few will understand; or one that it excludes. */
export type Reading = { readonly as: 'right' } | { readonly as: 'unusual' | 'wrong'; readonly why: string };

/** How a value reads; it is given as text, decoded from UTF-8, without the blanks around it. */
export type Grammar = (value: string) => Reading;

export const right: Reading = { as: 'right' };
export const unusual = (why: string): Reading => ({ as: 'unusual', why });
export const wrong = (why: string): Reading => ({ as: 'wrong', why });
