"""The process that draws an SVG from outside, and may die of it: its bytes come in, and its end says whether it can.

Started by `picture_trial`; free of Django and of our own packages.
"""

from __future__ import annotations

import resource
import sys

import typst

# Larger than any document draws it: what is too far for numbers there is too far here.
_LARGE = b'#set page(width: 5000mm, height: 5000mm)\n#image(bytes(sys.inputs.picture), format: "svg", width: 4000mm)'
_SMALL = (
    b'#set page(width: 80mm, height: 80mm)\n#image(bytes(sys.inputs.picture), format: "svg", width: 40mm)'
)
_MEMORY = 1_000_000_000
_SECONDS = 10


def main() -> None:
    """Draw what comes in as our documents and their previews do. Raises whatever goes wrong."""
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    inputs = {"picture": sys.stdin.buffer.read().decode()}
    typst.compile(_LARGE, format="pdf", sys_inputs=inputs, ignore_system_fonts=True)
    typst.compile(_SMALL, format="png", sys_inputs=inputs, ignore_system_fonts=True)


if __name__ == "__main__":
    main()
