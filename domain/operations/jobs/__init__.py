"""Background jobs: what is done beside everything else, by a worker, and once."""

from domain.operations.jobs.job import Job, JobKind, JobRules, State, Wanted
from domain.operations.jobs.workers import Worker, working

__all__ = ["Job", "JobKind", "JobRules", "State", "Wanted", "Worker", "working"]
