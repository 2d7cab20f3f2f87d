"""Work done outside a request: the queue, its retries, schedules, progress, and the events that feed it.

Not here: what the work is. A job fetches by id, calls an action of the room that owns the work, and ends.
"""
