"""Reports: kept, sent at their hour, worked out by a job."""
