"""Rules import no Django: each module is loaded where Django cannot be."""

import subprocess
import sys
from pathlib import Path

import negoce.companies.rules as rules
import negoce.kit as kit

LOADER = """
import importlib, pkgutil, sys
class NoDjango:
    def find_spec(self, name, path=None, target=None):
        if name.split('.')[0] == 'django':
            raise ImportError('rules import no Django: ' + name)
sys.meta_path.insert(0, NoDjango())
import negoce.companies.rules, negoce.kit
for package in (negoce.companies.rules, negoce.kit):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):
        importlib.import_module(module.name)
        print(module.name)
"""


def test_every_rule_loads_without_django() -> None:
    root = Path(rules.__path__[0]).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", LOADER], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert len(done.stdout.split()) >= len(list(Path(kit.__path__[0]).glob("[!_]*.py"))) + 12
