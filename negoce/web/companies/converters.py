"""The shape of public ids in addresses, so that words such as `new` never look like one.

Importing this module is enough to write `<public_id:…>`: a name is registered once in the program.
"""

from __future__ import annotations

from django.urls import register_converter

from negoce.kit.public_id import ALPHABET, LENGTH


class PublicIdConverter:
    """`<public_id:…>`: twelve characters of the alphabet of public ids."""

    regex = f"[{ALPHABET}]{{{LENGTH}}}"

    def to_python(self, value: str) -> str:
        """The id as it is."""
        return value

    def to_url(self, value: str) -> str:
        """The id as it is."""
        return value


register_converter(PublicIdConverter, "public_id")
