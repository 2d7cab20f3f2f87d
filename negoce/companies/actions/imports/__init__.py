"""Files brought in, paused, mended, undone; what each target needs is told by its `ImportTarget`."""
