"""Public French reference tables (NAF, legal forms, headcount bands, places) and their lazy readers.

Read once a process, at first need, without Django. Where the tables come from: PROVENANCE.md.
"""
