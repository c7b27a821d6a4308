"""Who writes, for whom, and how they are called."""
