"""Content-addressed blobs: bytes go in, their SHA-256 comes out, and what was acknowledged is on the disk."""
