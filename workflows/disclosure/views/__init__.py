"""Pages of record disclosure that are not those of every kind of case."""
