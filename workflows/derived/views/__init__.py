"""Pages of derived papers (config/access.py says for whom)."""
