"""The doctor: looks at everything that has to be right."""

from bootstrap.doctor.looking import checks

__all__ = ["checks"]
