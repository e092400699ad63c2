"""Photos: the original byte for byte, and cleaned copies for people.

header.py   what may be decoded at all, from the header alone (pure)
copies.py   re-encoded copies without metadata, made in the limited worker
likeness.py copies of the same picture, recompressed, cut or brightened (pure)
sieve.py    which of many prints are worth laying on each other (pure)
comparing.py both, and then picture against picture in the limited worker
records.py, actions.py, routes.py, rules.py
"""
