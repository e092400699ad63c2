"""Gauge studies from a CSV file on the command line.

readings.py  a CSV file as readings, or the row and column that is wrong;  commands.py  `msa grr`
"""
