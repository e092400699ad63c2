"""PDFs for people: the batch certificate, the leaflet for receivers. Letters are in qa_service/lettering.

model.py            what a certificate says (values);  certificate_pdf.py  one A4 page
leaflet_pdf.py      one A4 page: how to check a label
gauge.py            the marks of the design language;  shapes.py  the five shapes of verdicts
"""
