"""Exactly once: what a device made under its own id is taken once, whatever the network does.

actions.py      accept: same id and same content, same answer; same id and other content, Conflict
device_time.py  what a device says of when it was made: with its zone, in this age
"""
