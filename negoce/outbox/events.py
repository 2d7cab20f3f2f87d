"""What the outbox tells the rooms above: payloads hold keys and codes, never a text or an address.

Both carry `message` (public id), `kind`, `related_kind`, `related_id`, `company_id` and `at` (ISO); `message_failed`
also `state` (failed, refused or cancelled) and `reason`.
"""

MESSAGE_SENT = "message_sent"
MESSAGE_FAILED = "message_failed"
