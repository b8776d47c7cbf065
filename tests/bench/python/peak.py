"""The most memory that this process had.

Not ``resource``'s figure, which counts that of the parent before ``exec``, too.
"""


def peak_memory() -> int:
    """Return bytes; 0 on a system without ``/proc``."""
    try:
        with open("/proc/self/status") as status:
            line = next(line for line in status if line.startswith("VmHWM"))
    except OSError:
        return 0
    return int(line.split()[1]) * 1024
