"""What one field says: hours, form, result, name; and where a row parts into fields."""
