"""Random public ids."""

from negoce.kit.public_id import ALPHABET, is_public_id, new_public_id, new_public_ids


def test_an_id_has_its_shape() -> None:
    identifier = new_public_id()
    assert len(identifier) == 12
    assert set(identifier) <= set(ALPHABET)
    assert is_public_id(identifier)
    assert not is_public_id("il0o" * 3)
    assert not is_public_id(identifier + "\n")


def test_ids_in_bulk_are_all_different_and_use_the_whole_alphabet() -> None:
    identifiers = list(new_public_ids(2_000))
    assert len(set(identifiers)) == 2_000
    assert set("".join(identifiers)) == set(ALPHABET)
    assert all(is_public_id(identifier) for identifier in identifiers)
