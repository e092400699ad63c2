"""PDFs for people: fonts and text in any script, the batch certificate.

text.py             runs of fonts, right to left, shortening (nothing ever fails for a character)
model.py            what a certificate says (values);  certificate_pdf.py  one A4 page
gauge.py            the marks and shapes of the design language
"""
