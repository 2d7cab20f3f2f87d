"""Many letters in one Word document (Office Open XML), for who changes a word before printing or merges them further.

Written straight into the archive, letter by letter: ten thousand of them hold no more memory than one. The address
stands where the window of a DL envelope is. What the file says of itself names the house alone, no computer, no person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _
from django.utils.translation import override

from negoce.catalogue.documents.letters import Letters, OneLetter
from negoce.catalogue.documents.seller_view import seller_view
from negoce.catalogue.documents.writing import colon
from negoce.kit.dates import format_date_long

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What XML cannot hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_TYPES = f"""{_HEAD}<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>
<Override PartName="/word/footer.xml" ContentType="{_WORD}.footer+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>"""
_RELATIONS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>
<Relationship Id="r2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>
</Relationships>"""
_DOCUMENT_RELATIONS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="r1" Type="{_OFFICE}/styles" Target="styles.xml"/>
<Relationship Id="r2" Type="{_OFFICE}/footer" Target="footer.xml"/>
</Relationships>"""
# Twentieths of a point: A4, margins of 18 and 24 mm; the window begins 110 mm from the left of the sheet.
_SECTION = (
    f'<w:sectPr><w:footerReference xmlns:r="{_OFFICE}" w:type="default" r:id="r2"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1021" w:bottom="1134" w:left="1021" w:header="0" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)
_WINDOW = 5216
_STYLES = {
    "Normal": ("Normal", '<w:spacing w:after="160" w:line="276" w:lineRule="auto"/>', ""),
    "House": ("House", '<w:spacing w:after="0"/>', '<w:sz w:val="18"/>'),
    "Address": ("Address", f'<w:spacing w:after="0"/><w:ind w:left="{_WINDOW}"/>', ""),
    "Place": ("Place", f'<w:spacing w:before="480" w:after="480"/><w:ind w:left="{_WINDOW}"/>', ""),
    "Subject": ("Subject", '<w:keepNext/><w:spacing w:after="320"/>', "<w:b/>"),
    "Legal": ("Legal", '<w:spacing w:after="0"/>', '<w:sz w:val="15"/>'),
    "Signature": ("Signature", f'<w:spacing w:before="480"/><w:ind w:left="{_WINDOW}"/>', "<w:b/>"),
}


def write_letters_docx(printing: Letters, letters: Iterable[OneLetter], target: BinaryIO) -> int:
    """Write the letters, each begun on a page of its own, in the place of those of `printing`; returns how many."""
    count = 0
    with override(printing.language), ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/_rels/document.xml.rels", _DOCUMENT_RELATIONS),
            ("word/styles.xml", _styles(printing.language)),
            ("word/footer.xml", _footer(printing)),
            ("docProps/core.xml", _properties(printing)),
        ):
            archive.writestr(_entry(name), text)
        with archive.open(_entry("word/document.xml"), "w", force_zip64=True) as body:
            body.write(f'{_HEAD}<w:document xmlns:w="{_MAIN}"><w:body>'.encode())
            frame = _Frame(printing)
            for letter in letters:
                body.write("".join(frame.paragraphs(letter)).encode())
                count += 1
            body.write(f"{_SECTION}</w:body></w:document>".encode())
    return count


class _Frame:
    """What the letters share around their words."""

    def __init__(self, printing: Letters) -> None:
        seller = seller_view(printing.seller, printing.language)
        day = format_date_long(printing.made_on, printing.language)
        town = printing.seller.city
        self._place = _("%(town)s, le %(day)s") % {"town": town, "day": day} if town else day
        self._subject = f"{_('Objet')}{colon(printing.language)}"
        self._signature = printing.signature
        address, reach = seller["address"], seller["reach"]
        assert isinstance(address, list)
        assert isinstance(reach, list)
        self._house = [str(seller["name"]), *map(str, address), *map(str, reach)]

    def paragraphs(self, letter: OneLetter) -> Iterator[str]:
        first, *others = self._house
        yield _paragraph("House", [first], bold=True, new_page=True)
        yield _paragraph("House", others)
        # As high whatever the lines above: the window is 45 mm under the top of the sheet.
        yield _paragraph("Address", letter.lines, before=max(120, 1417 - 240 * len(self._house)))
        yield _paragraph("Place", [self._place])
        if letter.subject:
            yield _paragraph("Subject", [self._subject + letter.subject])
        for each in letter.body:
            yield _paragraph("Normal", each.split("\n"))
        if self._signature:
            yield _paragraph("Signature", [self._signature])


def _paragraph(
    style: str, lines: Sequence[str], *, bold: bool = False, new_page: bool = False, before: int = 0
) -> str:
    about = f'<w:pStyle w:val="{style}"/>' if style != "Normal" else ""
    about += "<w:pageBreakBefore/>" if new_page else ""
    about += f'<w:spacing w:before="{before}" w:after="0"/>' if before else ""
    words = "<w:br/>".join(f'<w:t xml:space="preserve">{_clean(line)}</w:t>' for line in lines)
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f"<w:p><w:pPr>{about}</w:pPr><w:r>{weight}{words}</w:r></w:p>"


def _clean(text: str) -> str:
    return escape(_FORBIDDEN.sub("", text))


def _styles(language: str) -> str:
    tongue = "en-GB" if language == "en" else "fr-FR"
    rows = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}" w:default="{int(key == "Normal")}">'
        f'<w:name w:val="{name}"/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
        for key, (name, paragraph, run) in _STYLES.items()
    )
    return (
        f'{_HEAD}<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="20"/><w:lang w:val="{tongue}"/>'
        f"</w:rPr></w:rPrDefault></w:docDefaults>{rows}</w:styles>"
    )


def _footer(printing: Letters) -> str:
    """What a company must say of itself on its letters."""
    seller = seller_view(printing.seller, printing.language)
    lines = [str(seller[name]) for name in ("legal", "footer") if seller[name]]
    return f'{_HEAD}<w:ftr xmlns:w="{_MAIN}">{_paragraph("Legal", lines)}</w:ftr>'


def _properties(printing: Letters) -> str:
    day = f"{printing.made_on.isoformat()}T00:00:00Z"
    house = _clean(printing.seller.trade_name or printing.seller.name)
    when = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_clean(printing.title)}</dc:title><dc:creator>{house}</dc:creator>{when}</cp:coreProperties>"
    )


def _entry(name: str) -> ZipInfo:
    """Of the same day for the same letters, whatever the machine."""
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    return entry
