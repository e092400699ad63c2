"""Letters on paper in any script: which font has them, and in which order they stand.

faces.py   fonts by script, Noto where the system has it
text.py    runs of fonts, right to left, shortening (nothing ever fails for a character)
"""
