"""This process, as it is named to others."""

import os
import socket
from uuid import uuid4

from domain.operations.leases import Holder


def this_process() -> Holder:
    """A holder of leases, another one at each call."""
    return Holder(id=uuid4().hex, host=socket.gethostname(), pid=os.getpid())
