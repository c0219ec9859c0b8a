// What stands encoded in an address or an IRI. Anybody may have written it, so that it may be no encoding at all.

/** Give the text that was encoded; null where it cannot be read. */
export const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch (problem) {
    if (problem instanceof URIError) return null;
    throw problem;
  }
};
