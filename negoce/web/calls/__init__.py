"""Sessions of calls: their list, the screen of one call, scripts."""
