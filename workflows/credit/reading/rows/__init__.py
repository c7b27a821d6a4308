"""Rows of text: lists, label blocks, rows inside sentences."""
