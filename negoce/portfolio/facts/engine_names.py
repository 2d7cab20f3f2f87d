"""The engines that measures run on: a leaf, read by the settings."""

from enum import StrEnum


class Engine(StrEnum):
    """`NEGOCE_ENGINE`: in the process of the job, in the database, or on a cluster (`NEGOCE_SPARK` says which)."""

    DUCKDB = "duckdb"
    POSTGRESQL = "postgresql"
    SPARK = "spark"
