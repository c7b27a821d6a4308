"""The personal file: everything the school holds of one student on one page, and what may leave it.

rights.py says who sees which sections; content.py gathers them; package.py makes the whole file for the archive;
picking.py makes a paper of what somebody picked; entering.py and forms.py take new achievements and results;
origin.py holds what other organisations gave to its application; keeping.py, portfolio.py and outcomes.py keep
documents, learning conditions and planned results; watching.py shows who looked, what was entered and what is missing.
"""
