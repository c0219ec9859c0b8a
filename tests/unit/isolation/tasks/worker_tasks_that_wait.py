"""Takes its time to be imported, as on a machine with much other work."""

from __future__ import annotations

import time

time.sleep(1.0)
