"""What any scanner may send, as one value. Pure.

scan.py   prefixes, separators, element strings, Digital Links, our label
links.py  GS1 Digital Links of any host
"""
