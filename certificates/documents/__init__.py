"""PDFs for people: fonts and text in any script, the batch certificate, the leaflet for receivers.

text.py             runs of fonts, right to left, shortening (nothing ever fails for a character)
model.py            what a certificate says (values);  certificate_pdf.py  one A4 page
leaflet_pdf.py      one A4 page: how to check a label
gauge.py            the marks of the design language;  shapes.py  the five shapes of verdicts
"""
