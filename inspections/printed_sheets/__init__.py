"""Measuring sheets to print, and what a photo says of which print it shows.

pockets, designs   geometry: rings, windows, numbered pockets, places for tags
drawing, instructions   the two pages of a print;  writing  their words, in any script
tag_pages          tags to cut out, one a unit
printing           a sheet as wanted: checked, drawn, described
"""
