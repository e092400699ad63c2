"""Measuring sheets to print, and what a photo says of which print it shows.

pockets, designs   geometry: rings, windows, numbered pockets, places for tags
drawing, instructions   the two pages of a print
printing           a sheet as wanted: checked, drawn, described
"""
