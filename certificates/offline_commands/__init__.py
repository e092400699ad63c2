"""Commands that need files only, no installation: an outsider runs them.

commands.py  `qa-service verify` and `qa-service scan`;  knowledge.py  trust, status and recalls from files
"""
