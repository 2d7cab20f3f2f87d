"""Build the compact reference files of negoce/companies/reference from the public tables.

Usage: python tools/reference_data.py FOLDER_OF_THE_PUBLIC_TABLES [FOLDER_TO_WRITE]
Where the tables come from is written in negoce/companies/reference/PROVENANCE.md.
"""

from __future__ import annotations

import csv
import gzip
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "negoce" / "companies" / "reference"
SMALL_WORDS = frozenset("a au aux d de des di du en et l la le les lez sous sur".split())
ARTICLES = frozenset({"LA", "LE", "LES"})
# The source writes names without accents. These words have only one spelling in the names of communes.
ACCENTED = {
    word.upper().translate(str.maketrans("ÉÈÊËÂÀÎÏÔÛÜÇ", "EEEEAAIIOUUC")): word
    for word in (
        "Acigné Alès André Angoulême Ardèche Ariège Asnières Barthélemy Baugé Benoît Besançon Bréal "
        "Brévin Bègles Béthune Béziers Chambéry Chaussée Château Châteaudun Châteauneuf Châteauroux "
        "Châteaux Châtel Châtillon Chézy Cléder Clément Cléry Compiègne Condé Corbières Corrèze Crèche "
        "Crécy Créon Crépy Créteil Cécile Cévennes Côte Côtes Drôme Décines Désert Ferrière Ferrières "
        "Ferté Forêt Fougères Fréjus Fécamp Félix Geneviève Genève Guénolé Guérande Gâtinais Gérard "
        "Hyères Hélène Hénin Hérault Hérouville Isère Joué Liffré Lignières Liévin Lozère Léger Léonard "
        "Montélimar Mâcon Mèze Médard Médoc Ménil Mérignac Méru Méry Méréville Mézidon Mézin Mézières "
        "Nérac Nîmes Oléron Orléans Orée Ploërmel Plérin Pyrénées Père Périgord Périgueux Pérols Pézenas "
        "Quimperlé Quévilly Rhône Rhônes Rivière Rivières Rosières Rémy Saône Segré Sète Sèvre Sèvres "
        "Sébastien Sélestat Sénart Sénas Sénéchas Sévigné Thèze Thérèse Trinité Trégueux Tréguier Vallée "
        "Vallées Vendée Verrières Vitré Vélizy Vénissieux Véran Vézelay Vézère Échirolles École Église "
        "Églises Égrève Élancourt Épernay Épinal Épinay Étampes Étienne Étretat Évian Évry Évêque Île"
    ).split()
}


def main(source: Path, target: Path) -> None:
    """Write every file; print how many rows each holds."""
    written = {
        "activity_codes.tsv": activity_codes(source),
        "activity_sections.tsv": activity_sections(source),
        "legal_forms.tsv": legal_forms(source),
        "headcount_bands.tsv": headcount_bands(source),
        "departments.tsv": departments(source),
        "postal_codes.tsv": postal_codes(source),
        "commune_positions.tsv": commune_positions(source),
    }
    for name, rows in written.items():
        text = "".join("\t".join(row) + "\n" for row in rows)
        (target / name).write_text(text, encoding="utf-8")
        print(f"{name}: {len(rows)} rows, {len(text.encode()):,} bytes")


def activity_codes(source: Path) -> list[list[str]]:
    """Version, code, section letter, label: every sub-class of both nomenclatures, by version then code."""
    old = [
        ["rev2", row["code"], row["section"], _tidy(row["libelle"])]
        for row in _read(source / "naf_rev2.csv")
        if row["niveau"] == "5"
    ]
    new = [
        ["2025", row["code"], row["section"], _tidy(row["libelle"])]
        for row in _read(source / "naf_2025_sous_classes.csv")
    ]
    return sorted(new) + sorted(old)


def activity_sections(source: Path) -> list[list[str]]:
    """Version, section letter, label in lower case with a capital."""
    sections = {
        ("rev2", row["code"], row["libelle"])
        for row in _read(source / "naf_rev2.csv")
        if row["niveau"] == "1"
    }
    sections |= {
        ("2025", row["section"], row["libelle_section"])
        for row in _read(source / "naf_2025_sous_classes.csv")
    }
    return sorted([version, code, _tidy(label).capitalize()] for version, code, label in sections)


def legal_forms(source: Path) -> list[list[str]]:
    """Code on four digits, label."""
    rows = _read(source / "categories_juridiques.csv")
    return sorted([row["code"], _tidy(row["libelle"])] for row in rows if row["niveau"] == "3")


def headcount_bands(source: Path) -> list[list[str]]:
    """Code, lower bound, upper bound (empty when there is none)."""
    return [[row["code"], row["de"], row["a"]] for row in _read(source / "tranches_effectifs.csv")]


def departments(source: Path) -> list[list[str]]:
    """Code, region code, name."""
    return sorted(
        [row["code"], row["region"], _tidy(row["nom"])] for row in _read(source / "departements.csv")
    )


def postal_codes(source: Path) -> list[list[str]]:
    """Postal code, then one cell a commune: INSEE code, a space, name. In the order of the codes."""
    cells: dict[str, set[str]] = {}
    for row in _read(source / "codes_postaux_laposte_hexasmal.csv.gz"):
        name = city_name(row["Libelle_d_acheminement"])
        cells.setdefault(row["Code_postal"].zfill(5), set()).add(f"{row['Code_commune_INSEE']} {name}")
    return [[code, *sorted(cells[code], key=lambda cell: (cell[6:], cell))] for code in sorted(cells)]


def commune_positions(source: Path) -> list[list[str]]:
    """Postal code, INSEE code, latitude and longitude in degrees WGS 84, name. In the order of the codes."""
    return sorted(
        [
            row["postal_code"].zfill(5),
            row["insee_code"],
            f"{float(row['latitude']):.4f}",
            f"{float(row['longitude']):.4f}",
            city_name(row["commune"]),
        ]
        for row in _read(source / "communes_coordinates_2022.csv.gz")
    )


def city_name(label: str) -> str:
    """Return a delivery label as towns are written: ``L ISLE D ABEAU`` → ``L’Isle-d’Abeau``."""
    words = [
        {"ST": "SAINT", "STE": "SAINTE", "STS": "SAINTS", "STES": "SAINTES"}.get(word, word)
        for word in label.split()
    ]
    written = ""
    for position, word in enumerate(words):
        text = _city_word(word, position == 0, words[position - 1] if position else "")
        if word in ("L", "D") and position + 1 < len(words):
            written += f"{text}’"
            continue
        after_article = position == 0 and word in ARTICLES and len(words) > 1
        written += text + (" " if after_article else "-")
    return written.rstrip("-").rstrip()


def _city_word(word: str, first: bool, before: str) -> str:
    if word.isdigit():
        return word
    if word == "PRES":
        return "Prés" if before in ("DES", "LES") else "près"
    if not first and word.lower() in SMALL_WORDS:
        return word.lower()
    return ACCENTED.get(word, word.capitalize())


def _tidy(text: str) -> str:
    return " ".join(text.replace("'", "’").split())


def _read(path: Path) -> list[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else TARGET)
