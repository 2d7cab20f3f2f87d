"""Objections: the library, those heard in a deal, those to expect there."""
