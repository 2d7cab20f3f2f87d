"""What a hostile hand posts to every address, for test_foreign_records."""

# In the name of every foreign record; no answer may hold it.
MARK = "Zqxjkv"
POSTED = {
    "value": "Pirate",
    "name": "Pirate",
    "reason": "pirate",
    "typed_name": f"Hélène {MARK}",
    "oppose": "on",
    "line1": "Pirate",
    "kind": "delivery",
    "text": "Pirate",
    "told_for": "x",
    "told_on": "01/01/2026",
    "ended_on": "01/01/2026",
    "left_on": "01/01/2026",
    "departure": "left",
    "company_name": "Pirate",
    "company": "new",
    "channels": "email",
    "channel": "email",
    "source": "pirate",
    "subject": "Pirate",
    "body": "Pirate",
    "to": "tomorrow",
    "when": "demain",
    "outcome": "reached",
    "open": "0",
    "target": "companies",
    "duplicates": "skip",
    "owner": "",
    "pinned": "yes",
}
