"""The worker: what is done beside everything else."""

from bootstrap.worker.running import run_worker

__all__ = ["run_worker"]
