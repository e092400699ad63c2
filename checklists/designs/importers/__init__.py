"""Kinds of outline files: bytes in, Outline out. Pure, and run in the limited process.

_kind.py          the contract
_loops.py         joins lines and arcs to closed loops, flattens curves
_mesh.py          whether triangles close a body
_svg_plain.py    what must not be in an SVG drawing
dxf.py  svg.py  stl.py  outline_json.py   the kinds
"""
