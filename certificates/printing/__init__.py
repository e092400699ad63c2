"""Print what was issued: label sheets and certificate PDFs, from stored signed bytes. Printing never signs.

model.py         what is asked for;  records.py  every print;  choosing.py  which labels, what stands on them
actions.py       record, draw, plan, preview
documents.py     certificate to document;  certificates.py  its PDF
shapes.py, routes.py, commands.py
"""
