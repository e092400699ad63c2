"""Labels to print: sheets, and the drawing of signed texts on them. Drawing never signs.

model.py    what a label shows (values);  drawing.py  the PDF
sheets/     kinds of sheets, one file each
"""
