"""The door for programs: `/api/v1/`, over HTTP and JSON, with a personal token.

One sub-package a domain, as in `web`. Nothing is decided here: reads start from `visible_…(actor)` and the lists'
own columns, writes call the actions of the screens.
"""
