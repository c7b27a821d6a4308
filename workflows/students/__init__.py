"""The personal file: everything the school holds of one student on one page, and what may leave it.

rights.py says who sees which sections; content.py gathers them; package.py makes the whole file for the archive;
picking.py makes a paper of what somebody picked; entering.py and forms.py take new achievements and results.
"""
