"""Codes: what GS1 says a text means, and the forms that our own codes share.

gs1.py    check digits, dates, element strings
names.py  lots, serials, hosts
"""
