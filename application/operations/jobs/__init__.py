"""Background jobs as an administrator sees them."""

from application.operations.jobs.mending import DropJob, RetryJob
from application.operations.jobs.ports import JobBoard
from application.operations.jobs.showing import ShowBackground

__all__ = ["DropJob", "JobBoard", "RetryJob", "ShowBackground"]
