"""How `tools/messages.py` finds, keeps and checks the texts shown to people, without GNU gettext."""
