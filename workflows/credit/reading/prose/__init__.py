"""Courses told in sentences."""
