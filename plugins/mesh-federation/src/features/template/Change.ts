/** What a template is for: clusters join a federation, or members leave it. */
export type Change = 'join' | 'leave';
