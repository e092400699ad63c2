"""Codes: what GS1 says a text means, and the modules of QR and DataMatrix symbols.

gs1.py   check digits, element strings, Digital Links;  scan.py  whatever a scanner sends
qr.py    QR modules;  datamatrix.py  GS1 DataMatrix modules
"""
