"""Print what was issued: label sheets and certificate PDFs, from stored signed bytes. Printing never signs.

documents.py  certificate to document;  actions.py  draw and record;  routes.py, commands.py
"""
