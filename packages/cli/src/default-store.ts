/** The store's file where none is named. */
export const defaultStore = '.phasegraph/store.sqlite';
