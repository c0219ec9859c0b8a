"""Benchmarks: each peer and this project side by side on the same input, in one run."""
