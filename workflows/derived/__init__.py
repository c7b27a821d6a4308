"""Papers made of other papers: extracts, certified copies, duplicates of lost certificates, a case as one file.

A master is never stamped or changed: what is made of it is a paper of its own, numbered, sealed and registered, with
who asked for it and why. What leaves the school is entered into the ledger of disclosures.
"""
