#!/usr/bin/env python
"""Django's own entry point; people use the `negoce` command instead."""

from negoce.cli.main import main

if __name__ == "__main__":
    main()
