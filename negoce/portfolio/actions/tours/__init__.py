"""What is done with tours: asked for, worked out, set by hand, put into the calendar."""
