"""Files that people bring: kept outside the web root, checked before anything reads them, read as tables.

Not here: what their rows mean. A room that imports them says so (companies/interfaces.py).
"""
