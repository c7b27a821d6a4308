"""The staff pages of a credit transfer."""
