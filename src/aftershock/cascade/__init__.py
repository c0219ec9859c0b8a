"""The cascade: what falls when this falls, over arrays; it knows no RDF.

``graph`` holds the graph of consequence, ``reach`` says what falls, ``paths`` why, ``networkx_compat`` does the same
for any NetworkX digraph. Importing this package loads nothing heavy.
"""
