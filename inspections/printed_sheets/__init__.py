"""Measuring sheets to print: their geometry, the PDF, and what a photo says of which print it shows."""
