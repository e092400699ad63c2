"""The Merkle tree against the known vectors of RFC 6962 and RFC 9162 implementations."""

import hashlib

import pytest

from certificates.tree import merkle

# leaves and roots of sizes 1 to 8, as every implementation of Certificate Transparency tests them
LEAVES = [
    bytes.fromhex(each)
    for each in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
HASHES = [merkle.leaf_hash(each) for each in LEAVES]


def test_the_empty_tree_is_the_hash_of_nothing() -> None:
    assert merkle.root([]) == hashlib.sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_known_roots(size: int) -> None:
    assert merkle.root(HASHES[:size]).hex() == ROOTS[size - 1]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 8, 13, 33])
def test_every_leaf_is_proven_and_nothing_else(size: int) -> None:
    leaves = [merkle.leaf_hash(bytes([n])) for n in range(size)]
    top = merkle.root(leaves)
    for index in range(size):
        proof = merkle.inclusion_proof(leaves, index)

        def holds(leaf: bytes, at: int, path: tuple[bytes, ...], of: int = size) -> bool:
            return merkle.includes(leaf=leaf, index=at, size=of, proof=path, expected_root=top)

        assert holds(leaves[index], index, proof)
        assert not holds(merkle.leaf_hash(b"other"), index, proof)
        assert not holds(leaves[index], index, (*proof, top))
        assert not holds(leaves[index], size, proof)
        if size > 1:
            assert not holds(leaves[index], (index + 1) % size, proof)
            assert not holds(leaves[index], index, proof[:-1])


@pytest.mark.parametrize("old", range(1, 14))
@pytest.mark.parametrize("new", [13, 14, 16, 21])
def test_a_longer_tree_keeps_the_shorter_one(old: int, new: int) -> None:
    leaves = [merkle.leaf_hash(bytes([n])) for n in range(new)]
    proof = merkle.consistency_proof(leaves, old)
    roots = {"old_root": merkle.root(leaves[:old]), "new_root": merkle.root(leaves)}
    assert merkle.is_consistent(old_size=old, new_size=new, proof=proof, **roots)
    if old < new:
        forged = roots | {"old_root": merkle.leaf_hash(b"other")}
        assert not merkle.is_consistent(old_size=old, new_size=new, proof=proof, **forged)
        assert not merkle.is_consistent(old_size=old, new_size=new, proof=proof[:-1], **roots)
