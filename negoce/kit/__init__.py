"""Tools that know nothing of the trade: money, dates, numbers, text, random ids, explained results.

Pure functions and frozen values. No Django, no model, no word shown to a user except units and the
names of months: each package keeps its sentences, `negoce.ui.words.say` fills them in.
"""
