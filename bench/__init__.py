"""The benchmark: speed and memory of the site as people run it, beside the bare SQL of the same pages."""
