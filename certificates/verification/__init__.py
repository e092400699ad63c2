"""Check a scanned label, or a packing slip, in numbered steps. Text, trust, status and time in; a report out.

model.py      verdicts and the report        verify.py  the steps of a label
knowledge.py  what the device holds          slips.py   the steps of a packing slip
"""
