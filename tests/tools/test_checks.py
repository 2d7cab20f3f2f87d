"""The checks of sizes, rules and hosts: what each refuses, and what it lets through."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools import check_hosts, check_rules, check_sizes
from tools.listing import read_list, repository_files

ROOT = Path(__file__).resolve().parents[2]


def write(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Path(name)


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("negoce/companies/rules/size.py", 400),
        ("tests/companies/test_size.py", 500),
        ("negoce/ui/templates/ui/base.html", 160),
        ("negoce/ui/templates/ui/mail.txt", 160),
        ("frontend/elements/n-chart.js", 200),
        ("frontend/css/base.css", 400),
        ("negoce/companies/migrations/0001_initial.py", None),
        ("negoce/companies/reference/codes.py", None),
        ("docs/user/start.md", None),
        ("requirements/base.txt", None),
    ],
)
def test_limits(tmp_path: Path, name: str, limit: int | None) -> None:
    path = write(tmp_path, name, "x\n" * ((limit or 5000) + (0 if limit else 1)))
    assert list(check_sizes.problems_of(tmp_path, path)) == []
    write(tmp_path, name, "x\n" * ((limit or 5000) + 1))
    expected = [f"{name}: {limit + 1} lines, at most {limit}"] if limit else []
    assert list(check_sizes.problems_of(tmp_path, path)) == expected


def test_function_limit(tmp_path: Path) -> None:
    text = "class A:\n    def long(self):\n" + "        x = 1\n" * 49
    path = write(tmp_path, "negoce/a.py", text)
    assert list(check_sizes.problems_of(tmp_path, path)) == []
    write(tmp_path, "negoce/a.py", text + "        x = 1\n")
    assert list(check_sizes.problems_of(tmp_path, path)) == ["negoce/a.py:2: long has 51 lines, at most 50"]


def test_size_exceptions_only_shrink(tmp_path: Path) -> None:
    long, short = write(tmp_path, "a.css", "x\n" * 401), write(tmp_path, "b.css", "x\n")
    assert check_sizes.check(tmp_path, [long, short], ["a.css"]) == []
    assert check_sizes.check(tmp_path, [long, short], []) == ["a.css: 401 lines, at most 400"]
    needless = "needs no exception any more, remove it"
    assert check_sizes.check(tmp_path, [short], ["a.css", "b.css"]) == [
        f"tools/size_exceptions.txt: a.css {needless}",
        f"tools/size_exceptions.txt: b.css {needless}",
    ]


def rule(root: Path, name: str, identifier: str) -> None:
    write(root, f"negoce/companies/rules/{name}.py", f'def check():\n    """Checks ({identifier})."""\n')


def test_rules_complete(tmp_path: Path) -> None:
    rule(tmp_path, "siren", "R-I1")
    write(tmp_path, "tests/companies/rules/test_siren.py", '"""Worked examples of R-I1."""')
    assert check_rules.check(tmp_path, ["R-I1", "R-I2"], ["R-I2"]) == []


def test_rules_missing_double_untested_and_unknown(tmp_path: Path) -> None:
    for name, identifier in (("siren", "R-I1"), ("vat2", "R-I1"), ("vat", "R-I2"), ("other", "R-Z9")):
        rule(tmp_path, name, identifier)
    write(tmp_path, "negoce/companies/queries/size.py", '"""Not a rule (R-I3)."""')
    assert check_rules.check(tmp_path, ["R-I1", "R-I2", "R-I3"], []) == [
        "negoce/companies/rules/other.py:1: R-Z9 is not in tools/rules.txt",
        "R-I1 is computed in 2 files: negoce/companies/rules/siren.py:1, negoce/companies/rules/vat2.py:1",
        "R-I2 has no test that names it (negoce/companies/rules/vat.py:1)",
        "R-I3 has no rule: no docstring in a rules/ folder cites (R-I3)",
    ]


def test_functions_of_one_file_may_share_a_rule(tmp_path: Path) -> None:
    text = (
        '"""Checks (R-I1)."""\ndef siren():\n    """SIREN (R-I1)."""\ndef siret():\n    """SIRET (R-I1)."""\n'
    )
    write(tmp_path, "negoce/companies/rules/siren.py", text)
    write(tmp_path, "tests/companies/rules/test_siren.py", "# R-I1")
    assert check_rules.check(tmp_path, ["R-I1"], []) == []


def test_pending_rules_only_shrink(tmp_path: Path) -> None:
    rule(tmp_path, "siren", "R-I1")
    assert check_rules.check(tmp_path, ["R-I1"], ["R-I1"]) == []
    write(tmp_path, "tests/companies/rules/test_siren.py", "# R-I1")
    assert check_rules.check(tmp_path, ["R-I1"], ["R-I1", "R-Z9"]) == [
        "tools/rules_pending.txt: R-Z9 is not in tools/rules.txt",
        "R-I1 has its rule and its test: remove it from tools/rules_pending.txt",
    ]


def test_list_of_rules_has_no_double() -> None:
    for name in ("rules.txt", "rules_pending.txt"):
        rules = read_list(ROOT / "tools" / name)
        assert len(rules) == len(set(rules))


@pytest.mark.parametrize("host", check_hosts.HOSTS)
def test_every_registry_is_refused(host: str) -> None:
    problems = check_hosts.problems_of(Path("docs/a.md"), f"See https://www.{host}/x\nfine".encode())
    assert list(problems) == ["docs/a.md:1: names a package registry"]


@pytest.mark.parametrize("content", [b"pypi and npm, in words", b"\xff\xfe\x00binary", b"mypypi-org.example"])
def test_other_words_are_fine(content: bytes) -> None:
    assert list(check_hosts.problems_of(Path("a.md"), content)) == []


def test_requirements_name_no_index() -> None:
    path = Path("requirements/base.txt")
    assert list(check_hosts.problems_of(path, b"--index-url http://127.0.0.1/\nx==1")) == [
        f"{path}: names an index"
    ]
    assert list(check_hosts.problems_of(path, b"x==1 \\\n    --hash=sha256:00")) == []


def test_package_lock_has_no_resolved_address() -> None:
    lock = {"packages": {"": {}, "node_modules/a": {"resolved": "somewhere"}, "node_modules/b": {}}}
    problems = check_hosts.problems_of(Path("package-lock.json"), json.dumps(lock).encode())
    assert list(problems) == ["package-lock.json: node_modules/a has a resolved address"]


def test_repository_files_and_lists(tmp_path: Path) -> None:
    files = repository_files(ROOT)
    assert Path("tools/listing.py") in files
    assert not any(path.parts[0] in {".venv", "node_modules"} for path in files)
    write(tmp_path, "list.txt", "# comment\n\na.py  # reason\nb.py\n")
    assert read_list(tmp_path / "list.txt") == ["a.py", "b.py"]
    assert read_list(tmp_path / "absent.txt") == []
