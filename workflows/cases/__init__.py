"""What every workflow shares: the case, its steps, its clock, and move(), the only door to its state."""
