"""The tables of the demo."""

from negoce.demo.models.seeding import Seeding

__all__ = ["Seeding"]
