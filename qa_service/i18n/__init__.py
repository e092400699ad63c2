"""Words at the edge: the core speaks in stable codes, these catalogues speak to people.

catalogue.py  text(code, language, **details) from the .po files of each package; which nobody reviewed yet
"""
