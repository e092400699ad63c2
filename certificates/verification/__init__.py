"""Check a scanned label in numbered steps. Text, trust, status and time in; a report out.

model.py  verdicts and the report;  verify.py  the steps
"""
