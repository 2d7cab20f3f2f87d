"""The tables of files."""

from negoce.files.models.stored_file import StoredFile

__all__ = ["StoredFile"]
