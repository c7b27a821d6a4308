"""Scans and photos of paper: words read out of them, and one clean PDF/A-2b made of several."""
