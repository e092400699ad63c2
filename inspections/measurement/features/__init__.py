"""Measured features, one file each, ending in KIND; a new kind is a new file.

_kind.py     the contract;  _shared.py  geometry of several kinds;  _example.py  the part they are tried on
outer_length outer_width slot_width slot_length corner_radius angle       sizes of edges
hole_diameter hole_inscribed_diameter hole_circumscribed_diameter         three readings of a hole
centre_distance edge_distance position                                    where a hole is
profile_line straightness circularity                                     form, the last two for information
hole_count presence                                                       whether it is there at all
"""
