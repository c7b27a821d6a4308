"""The text of a letter: pages, folding of letters, words and their forms, sentences."""
