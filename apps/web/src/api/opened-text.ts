/** `null` is a text that is erased, or that never was; an object, one whose key is not at hand. */
export type OpenedText = string | { readonly keyMissing: true } | null;
