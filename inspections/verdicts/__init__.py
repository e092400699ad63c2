"""What findings mean for a value, a unit and a lot. Pure: values in, values out.

conformity.py   value, uncertainty and limits to pass, fail or inconclusive
unit.py         checks of one unit, its worst class
lot.py          plan by class against what was found
"""
