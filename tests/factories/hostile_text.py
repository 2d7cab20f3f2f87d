"""Texts that want to be markup, code, unreadable or endless."""

HOSTILE = [
    '#panic(1) #read("/etc/passwd") $x^2$ *gras* _it_ `code` @label <a> \\ // /* */ [ ] { } " \' ~ -- ---',
    '"]; #eval("1+1"); [',
    "\u202eedoc esrever\u202c \u200f\u2066x\u2069",
    "emoji 🏳️‍🌈 👩‍👩‍👧 漢字 عربي עברית",
    "bell\x07 nul\x00 esc\x1b[31m \ud83d surrogate\ufffe",
    "mot" * 400,
    "Z̸̧a̵l̶g̷o̴ " * 50,
    "une note assez longue, " * 450,
]
