"""The archive: encrypted backups and their restoring, carriers with place and number, reading what is stored again.

It lies between workflows and papers: it issues a paper of its own and asks every store below, and knows no cases.
"""
