"""From quads to the graph of consequence: extract the facts, apply the rules, keep the arrays, find names.

The road is `schema` and `estate` (what the quads say), `build` (rules applied to edges, as arrays), `stored` (arrays on
disk, memory-mapped by whoever asks) and `names` (what people call things). `task` is the whole road,
as a worker walks it.
"""
