"""Finding documents by the words on their pages: the same stems on every database, made in Python."""
