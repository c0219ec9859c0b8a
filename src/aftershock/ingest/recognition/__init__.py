"""Recognises, in the words of a page, the threats and controls of the catalogue: always the same from the same text."""
