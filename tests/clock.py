"""The clock of the tests: it starts with the machine's and goes on evenly, though that one be set meanwhile.

The clock of a virtual machine may be put back by minutes at any moment; what was due "now" would not be due any more.
"""

import time

import time_machine


def start() -> None:
    """From here on in this process, and in whatever is forked from it; tests may travel from there as ever."""
    time_machine._time_machine.original_time_ns = time.monotonic_ns  # by whose steps a journey's clock ticks
    time_machine.travel(None).start()
    time.time()  # a journey's clock ticks from the first look at it
