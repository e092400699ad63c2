"""Camera profiles: made from photos of the empty sheet, kept by device, lens and picture size.

actions.py, routes.py, rules.py; the table lies with the instruments
"""
