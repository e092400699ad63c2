"""Figures, run by hand: this project beside what a user would otherwise take, as ratios of one run.

No test asserts a time (decision 22). Each runs as `python -m tests.benchmarks.NAME`.

labels        10,000 signed labels as PDF; sign and format one label
verification  verify a label, published lists;  verification_app  the same in Node and Chromium, and a carton
measurement   all figures of measuring from photos
answering     a folder of photos measured by a method;  naive  what a user without pose and height does
scoring       answers against truth
"""
