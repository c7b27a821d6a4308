"""What a file is worth: `judging` says it from its bytes alone, `known` from the register besides."""
