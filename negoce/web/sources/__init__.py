"""Files that brought companies and people, their licences, what they brought."""
