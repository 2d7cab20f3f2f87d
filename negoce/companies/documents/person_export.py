"""What is handed to a person who asks what we hold about them: JSON, a page to read, tables to open."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date
from html import escape

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from negoce.companies.interfaces import PersonTable
from negoce.companies.rules.spreadsheet_text import neutralise
from negoce.kit.dates import format_date_long


def person_archive(name: str, tables: Sequence[PersonTable], made_on: date) -> bytes:
    """Return a zip archive: `person.json`, `person.html`, and one CSV a table."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("person.json", _json(name, tables, made_on))
        archive.writestr("person.html", _page(name, tables, made_on))
        for table in tables:
            archive.writestr(f"{table.key}.csv", _csv(table))
    return content.getvalue()


def _json(name: str, tables: Sequence[PersonTable], made_on: date) -> str:
    data = {
        "name": name,
        "exported_on": made_on.isoformat(),
        "tables": [
            {
                "key": table.key,
                "label": str(table.label),
                "columns": [str(column) for column in table.columns],
                "rows": [list(row) for row in table.rows],
            }
            for table in tables
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _page(name: str, tables: Sequence[PersonTable], made_on: date) -> str:
    language = (get_language() or "fr")[:2]
    title = _("Données personnelles de %(name)s") % {"name": name}
    said = _("Tout ce qui est enregistré à votre sujet au %(day)s.") % {
        "day": format_date_long(made_on, language)
    }
    parts = [
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">',
        f"<title>{escape(title)}</title></head><body><h1>{escape(title)}</h1><p>{escape(said)}</p>",
    ]
    for table in tables:
        head = "".join(f"<th scope=col>{escape(str(column))}</th>" for column in table.columns)
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
        )
        parts.append(f"<h2>{escape(str(table.label))}</h2><table border=1><tr>{head}</tr>{rows}</table>")
    return "".join([*parts, "</body></html>"])


def _csv(table: PersonTable) -> bytes:
    content = io.StringIO()
    writer = csv.writer(content, lineterminator="\r\n")
    writer.writerow([str(column) for column in table.columns])
    writer.writerows([[neutralise(cell) for cell in row] for row in table.rows])
    return content.getvalue().encode("utf-8-sig")
