"""The progress of a job, shown wherever somebody waits for one."""
