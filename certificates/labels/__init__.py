"""Labels to print: sheets, and the drawing of signed texts on them. Drawing never signs.

model.py    what a label shows and how it is printed (values)
sheets/     kinds of sheets, one file each;  own.py  a sheet that a user describes
fit.py      how large the code becomes in a cell, and which cell is too small
drawing.py  the PDF, page by page;  cell.py  one label;  marks.py  scale bar, cut marks, offset page
picture.py  pages as pictures;  zpl.py  labels for thermal printers
"""
