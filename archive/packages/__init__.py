"""Packages for an archive: a BagIt folder (RFC 8493) with papers, data, registers, journal and its own verifier."""
