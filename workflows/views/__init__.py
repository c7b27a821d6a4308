"""Pages that look across all kinds of cases: desk, board, search, letters nobody could place, registers."""
