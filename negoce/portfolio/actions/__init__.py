"""What works the snapshots out anew."""
