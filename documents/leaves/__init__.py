"""Pages of other files inside a paper of ours: as they were drawn where we made them, as pictures where others did."""
