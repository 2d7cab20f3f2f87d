"""What is to be done today and what is done by itself: My day, playbooks.

Reads every room below it; owns only what people answered to what was proposed.
"""
