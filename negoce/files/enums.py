"""The closed lists of files; anyone may import them."""

from enum import StrEnum


class TableKind(StrEnum):
    """How a table is stored in a file."""

    TEXT = "text"
    XLSX = "xlsx"
    XLS = "xls"


class DocumentKind(StrEnum):
    """A document that the house hands out."""

    PDF = "pdf"
    DOCX = "docx"
    PPTX = "pptx"
    XLSX = "xlsx"
    ODT = "odt"
    ODP = "odp"
    EPUB = "epub"


class FilePurpose(StrEnum):
    """What a file was brought for; it decides on how long it is kept."""

    IMPORT = "import"
    HANDED_OUT = "handed_out"
