"""Detached signatures of people (.sig files beside a paper), made with their own provider: CMS, GOST, RSA or ECDSA.

findings     the words for what a signature is found to be
judging      what a signature is worth: mathematical validity and qualified status, told apart (parent process)
cms          the same in a child process, of bytes alone; openssl does the mathematics
openssl      one call of openssl: no network, no files left behind
words        each finding in words for people
keeping      a signature stored unchanged beside the version that it signs
"""
