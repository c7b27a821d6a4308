"""Lists from other systems: read in a child process, shown before anything is stored, taken over in one transaction.

reading.py bytes -> rows (pure, in the sandbox); headings.py rows -> columns; cells.py one cell -> a value;
kinds.py which fields a list of each kind has; understanding.py rows -> values or faults; meanings.py and matching.py
what and whom a row means; planning.py what would happen; resources.py what is written
(django-import-export); running.py the life of a run; forms.py, views.py, urls.py the pages.
"""
