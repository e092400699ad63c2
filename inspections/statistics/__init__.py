"""How good a set-up measures. Pure: numbers in, numbers out.

crossed.py        parts x inspectors x repeats, complete and numeric, or what is wrong with them
anova.py          gauge R&R by analysis of variance; interaction pooled when p > 0.05
average_range.py  gauge R&R by averages and ranges;  constants.py  its factors
bias.py           against reference values, with its uncertainty;  grading.py  good, conditional, unfit
agreement.py      a reading of a reference piece against its known value (En)
repeats.py        several photos of one piece together, or their disagreement
"""
