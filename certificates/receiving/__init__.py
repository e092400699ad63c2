"""Scan -> report -> receipt.

model.py    which verdict may be booked, and as what (pure)
records.py  receipts and scans
report.py   the offline verdict, with what this installation has on record
unsigned.py texts that name an item and prove nothing
actions.py  scan and book;  routes.py  the endpoints
"""
