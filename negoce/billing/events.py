"""The news that billing tells the rooms above."""

# A document was issued: payload `{"document": key, "kind": …}`.
DOCUMENT_ISSUED = "document_issued"
