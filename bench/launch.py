"""Knows what one command costs: starts it, waits, and writes CPU, wall time and peak memory as JSON.

Run as ``python -I -S launch.py REPORT SECONDS COMMAND...``. It is a process of
its own that imports next to nothing, because Linux counts the starter's memory to the started one's peak.
"""

import json
import os
import signal
import sys
import time


def main() -> None:
    """Run the command; its process group is ended after the seconds given."""
    report, seconds, command = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        os.execvp(command[0], command)  # noqa: S606 - the command is the point
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(child, signal.SIGKILL))
    signal.alarm(seconds)
    _, status, usage = os.wait4(child, 0)
    cost = {
        "code": os.waitstatus_to_exitcode(status),
        "cpu": usage.ru_utime + usage.ru_stime,
        "wall": time.monotonic() - began,
        "peak": usage.ru_maxrss * 1024,
    }
    with open(report, "w", encoding="ascii") as file:  # noqa: PTH123 - pathlib is an import more
        json.dump(cost, file)


if __name__ == "__main__":
    main()
