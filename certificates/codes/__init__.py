"""Codes: what GS1 says a text means, and the modules of QR and DataMatrix symbols.

gs1.py   check digits, dates, element strings
qr.py    QR and GS1 DataMatrix modules
"""
