"""Measurements: `python -m benchmarks.run` prints one JSON object (see docs/performance.md)."""
