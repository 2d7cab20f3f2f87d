"""What the two matrices lend to the rooms below and to the workers: columns, links, jobs."""
