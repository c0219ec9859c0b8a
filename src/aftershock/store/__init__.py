"""The quad store: one writer, readers on published snapshots, and the index of graphs that says which are current."""
