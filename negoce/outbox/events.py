"""What the outbox tells the rooms above: payloads hold keys and codes, never a text or an address.

The first two carry `message` (public id), `kind`, `related_kind`, `related_id`, `company_id` and `at` (ISO);
`message_failed` also `state` (failed, refused or cancelled) and `reason`.
"""

MESSAGE_SENT = "message_sent"
MESSAGE_FAILED = "message_failed"
# A person decided of one message, which leaves again or never: `message`, `related_kind`, `related_id`.
MESSAGE_SETTLED = "message_settled"
# A person was told what is held of them (RGPD, art. 14): `message`, and `at`.
NOTICE_SENT = "notice_sent"
# It came back: they were not. `message`.
NOTICE_BOUNCED = "notice_bounced"
# Its reader said stop by its link: `message`, and `at`, which is empty when they take it back.
MESSAGE_UNSUBSCRIBED = "message_unsubscribed"
