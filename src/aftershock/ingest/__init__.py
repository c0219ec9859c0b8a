"""From a document to quads: what format it is, its reader, what its words claim, and how that is written down."""
