"""Triangles that share their corners, and whether they close a body. All in mm.

A camera sees through a hole in a mesh, and a cut ends at it: a silhouette of an open body would be a
part with a piece bitten out. Which way a triangle faces does not matter here and is not looked at.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from checklists.designs.outline import BadOutline

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
WELD_MM: Final = 1e-4


def closed_mesh(corners: Floats) -> tuple[Floats, Ints]:
    """Points (n, 3) and the triangles (m, 3) between them; raises BadOutline where two do not meet.

    Each edge of a body belongs to exactly two triangles. Triangles that shrink to a line when corners
    are welded are left out: their neighbours meet without them.
    """
    points, triangles = _welded(corners)
    a, b, c = triangles.T
    triangles = triangles[(a != b) & (b != c) & (c != a)]
    edges = np.sort(triangles[:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2), axis=1)
    found, times = np.unique(edges, axis=0, return_counts=True)
    for code, is_wrong in (("outline.mesh_open", times == 1), ("outline.mesh_branches", times > 2)):
        if is_wrong.any():
            x, y, z = points[found[is_wrong][0]].mean(axis=0).round(3).tolist()
            raise BadOutline(code, x_mm=x, y_mm=y, z_mm=z)
    return points, triangles


def _welded(corners: Floats) -> tuple[Floats, Ints]:
    """One point for all corners that lie within the weld of each other."""
    # a grid first, so that thousands of corners in one place do not make millions of pairs
    near = np.round(corners.reshape(-1, 3) / (WELD_MM / 4)) * (WELD_MM / 4)
    exact, index = np.unique(near, axis=0, return_inverse=True)
    pairs = cKDTree(exact).query_pairs(WELD_MM, output_type="ndarray")
    joins = coo_array((np.ones(len(pairs)), pairs.T), shape=(len(exact), len(exact)))
    _, group = connected_components(joins, directed=False)
    _, first = np.unique(group, return_index=True)
    return exact[first], np.asarray(group[index.ravel()], np.int64).reshape(-1, 3)
