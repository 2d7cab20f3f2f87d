"""The pyramid of attitudes: its page, its card on a company, testimonials."""
