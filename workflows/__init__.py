"""PROCESS: every workflow, the cases they share, and the pieces that look across all of them."""
