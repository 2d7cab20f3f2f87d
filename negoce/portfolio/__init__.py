"""What the facts of all rooms say of each customer and of the whole: ranks, results, measures.

Reads everything below; owns only its snapshots. Not here: the facts themselves.
"""
