"""Figures, run by hand: this project beside what a user would otherwise take, as ratios of one run.

No test asserts a time (decision 22).

labels.py        10,000 signed labels as PDF; sign and format one label
verification.py  verify a label, published lists
"""
