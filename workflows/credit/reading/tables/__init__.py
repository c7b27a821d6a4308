"""Tables of every shape, typed ones too."""
